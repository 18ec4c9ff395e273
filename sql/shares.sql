-- What a warehouse says of a data share, and which databases it has from others. Run by setup. Changes nothing.
--
-- :share  text: name of the share

-- [share] what it is, has and is granted to, in one answer
SELECT 'share' AS what, CASE WHEN is_publicaccessible THEN 'true' ELSE 'false' END AS one, producer_namespace AS other
FROM svv_datashares
WHERE share_name = :share
AND share_type = 'OUTBOUND'
UNION ALL
SELECT 'object', object_type, object_name
FROM svv_datashare_objects
WHERE share_name = :share
AND share_type = 'OUTBOUND'
UNION ALL
SELECT 'new', object_name, ''
FROM svv_datashare_objects
WHERE share_name = :share
AND share_type = 'OUTBOUND'
AND object_type = 'schema'
AND include_new
UNION ALL
SELECT 'consumer', COALESCE(consumer_namespace, consumer_account), ''
FROM svv_datashare_consumers
WHERE share_name = :share;

-- [databases] made from shares of others
SELECT consumer_database
FROM svv_datashares
WHERE share_type = 'INBOUND'
AND consumer_database IS NOT NULL;
