-- Sales of the day whose item has not been delivered: there must be none, since they could not be loaded. Lies in S3, where the step
-- items-are-known of routes/workflows/sales-pipeline.camel.yaml reads it, before anything is loaded: once the items have landed, the run
-- that failed can be sent again. Changes nothing.
--
-- :run_date  the day that is to be loaded

SELECT
  sale.ss_item_sk,
  COUNT(*) AS sales
FROM sales.raw_store_sales AS sale
INNER JOIN sales.date_dim
ON date_dim.d_date_sk = sale.ss_sold_date_sk
LEFT JOIN sales.raw_item
ON raw_item.i_item_sk = sale.ss_item_sk
WHERE date_dim.d_date = CAST(:run_date AS DATE)
AND raw_item.i_item_sk IS NULL
GROUP BY sale.ss_item_sk;
