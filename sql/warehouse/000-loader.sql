-- The user that the pipe loads as, and what it may do. Applied by setup, by a user that may make users; undone by
-- 000-loader.undo.sql. Name it in warehouse.default.db-user (a cluster), or give it a password and a secret, or name it after the
-- IAM identity of the process ("IAMR:role-name") where that is the user.
CREATE USER redshift_pipe_loader PASSWORD DISABLE;

-- the pipe's own tables are its own: it makes lock, history and views there
GRANT ALL ON SCHEMA redshift_pipe TO redshift_pipe_loader;

-- what it loads into; a table for each pipe would do as well
GRANT USAGE ON SCHEMA public TO redshift_pipe_loader;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO redshift_pipe_loader;

-- tables to come, made by whoever runs setup
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO redshift_pipe_loader;
