-- What must be true behind a run of the sales pipeline (src/docs/sales-pipeline.md). Lies in S3, where the step validate of
-- routes/workflows/sales-pipeline.camel.yaml reads it; of every row of both queries expected must be found. Changes nothing.
--
-- :run_date  the day that was loaded

-- nothing of the day was lost or doubled between the files and the fact
SELECT
  'sales of the day' AS what,
  (
    SELECT COUNT(*)
    FROM sales.raw_store_sales
    INNER JOIN sales.date_dim
    ON date_dim.d_date_sk = raw_store_sales.ss_sold_date_sk
    WHERE date_dim.d_date = CAST(:run_date AS DATE)
  ) AS expected,
  (
    SELECT COUNT(*)
    FROM sales.store_sales
    INNER JOIN sales.date_dim
    ON date_dim.d_date_sk = store_sales.ss_sold_date_sk
    WHERE date_dim.d_date = CAST(:run_date AS DATE)
  ) AS found
UNION ALL
SELECT
  'net paid on the day, in cents' AS what,
  (
    SELECT NVL(SUM(CAST(100 * raw_store_sales.ss_net_paid AS BIGINT)), 0)
    FROM sales.raw_store_sales
    INNER JOIN sales.date_dim
    ON date_dim.d_date_sk = raw_store_sales.ss_sold_date_sk
    WHERE date_dim.d_date = CAST(:run_date AS DATE)
  ) AS expected,
  (
    SELECT NVL(SUM(CAST(100 * store_sales.ss_net_paid AS BIGINT)), 0)
    FROM sales.store_sales
    INNER JOIN sales.date_dim
    ON date_dim.d_date_sk = store_sales.ss_sold_date_sk
    WHERE date_dim.d_date = CAST(:run_date AS DATE)
  ) AS found;

-- every item has one history without gaps, and the day's sales point to what was valid on it. Not compared with what was delivered:
-- files land at any time
SELECT
  'items with one current version' AS what,
  (SELECT COUNT(DISTINCT i_item_id) FROM sales.item) AS expected,
  (SELECT COUNT(*) FROM sales.item WHERE i_is_current AND i_rec_end_date IS NULL) AS found
UNION ALL
SELECT
  'versions that another one follows on the next day' AS what,
  (SELECT COUNT(*) FROM sales.item WHERE NOT i_is_current) AS expected,
  (
    SELECT COUNT(*)
    FROM sales.item AS version
    INNER JOIN sales.item AS following
    ON following.i_item_id = version.i_item_id
    AND following.i_rec_start_date = version.i_rec_end_date + 1
  ) AS found
UNION ALL
SELECT
  'sales of a version of their day' AS what,
  (
    SELECT COUNT(*)
    FROM sales.store_sales
    INNER JOIN sales.date_dim
    ON date_dim.d_date_sk = store_sales.ss_sold_date_sk
    WHERE date_dim.d_date = CAST(:run_date AS DATE)
  ) AS expected,
  (
    SELECT COUNT(*)
    FROM sales.store_sales
    INNER JOIN sales.date_dim
    ON date_dim.d_date_sk = store_sales.ss_sold_date_sk
    INNER JOIN sales.item AS version
    ON version.i_item_sk = store_sales.ss_item_sk
    AND date_dim.d_date BETWEEN version.i_rec_start_date AND NVL(version.i_rec_end_date, DATE '9999-12-31')
    WHERE date_dim.d_date = CAST(:run_date AS DATE)
  ) AS found;
