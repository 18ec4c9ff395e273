-- What the pipe has made itself stays, and has an owner: make it someone else's, or drop it, before the user can go.
ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON TABLES FROM redshift_pipe_loader;
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM redshift_pipe_loader;
REVOKE ALL ON SCHEMA public FROM redshift_pipe_loader;
REVOKE ALL ON SCHEMA redshift_pipe FROM redshift_pipe_loader;
DROP USER redshift_pipe_loader;
