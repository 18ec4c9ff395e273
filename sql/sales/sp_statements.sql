-- The procedures of the sales pipeline (src/docs/sales-pipeline.md). Lies in S3, where the step deploy of
-- routes/workflows/sales-pipeline.camel.yaml reads it; one transaction. May be repeated.
--
-- Called inside of a step's transaction, so nothing here commits: DELETE in place of TRUNCATE, no COMMIT, no EXCEPTION block. Each may be
-- called again: what it has done it does not do twice. Two calls at once are kept apart by the lock of their step; by hand, call one
-- after the other.

-- what the pipes fill (raw_*, customer, date_dim), what the procedures work on (stg_*), and what users read (the rest)
CREATE SCHEMA IF NOT EXISTS sales;

-- Makes the tables, as TPC-DS has them. No keys are declared: Redshift would not enforce them, but trust them.
CREATE OR REPLACE PROCEDURE sales.sp_setup_sales_data_pipeline()
AS $$
BEGIN
  -- as the pipe delivers it, no procedure has to touch it
  CREATE TABLE IF NOT EXISTS sales.date_dim (
    d_date_sk INT NOT NULL,
    d_date_id VARCHAR(16) NOT NULL,
    d_date DATE NOT NULL,
    d_month_seq INT,
    d_week_seq INT,
    d_quarter_seq INT,
    d_year INT,
    d_dow INT,
    d_moy INT,
    d_dom INT,
    d_qoy INT,
    d_fy_year INT,
    d_fy_quarter_seq INT,
    d_fy_week_seq INT,
    d_day_name VARCHAR(9),
    d_quarter_name VARCHAR(6),
    d_holiday CHAR(1),
    d_weekend CHAR(1),
    d_following_holiday CHAR(1),
    d_first_dom INT,
    d_last_dom INT,
    d_same_day_ly INT,
    d_same_day_lq INT,
    d_current_day CHAR(1),
    d_current_week CHAR(1),
    d_current_month CHAR(1),
    d_current_quarter CHAR(1),
    d_current_year CHAR(1)
  )
  DISTSTYLE ALL
  SORTKEY (d_date_sk);

  COMMENT ON TABLE sales.date_dim IS 'The calendar; replaced as a whole by the pipe sales-date-dim';

  CREATE TABLE IF NOT EXISTS sales.customer (
    c_customer_sk INT NOT NULL,
    c_customer_id VARCHAR(16) NOT NULL,
    c_current_cdemo_sk INT,
    c_current_hdemo_sk INT,
    c_current_addr_sk INT,
    c_first_shipto_date_sk INT,
    c_first_sales_date_sk INT,
    c_salutation VARCHAR(10),
    c_first_name VARCHAR(20),
    c_last_name VARCHAR(30),
    c_preferred_cust_flag CHAR(1),
    c_birth_day INT,
    c_birth_month INT,
    c_birth_year INT,
    c_birth_country VARCHAR(20),
    c_login VARCHAR(13),
    c_email_address VARCHAR(50),
    c_last_review_date_sk INT,
    extracted_at TIMESTAMP
  )
  DISTKEY (c_customer_sk)
  SORTKEY (c_customer_sk);

  COMMENT ON TABLE sales.customer IS 'Customers, each as last delivered; the pipe sales-customer puts newer rows in their place';
  COMMENT ON COLUMN sales.customer.extracted_at IS 'When the source wrote the row, UTC; tells newer from older';

  CREATE TABLE IF NOT EXISTS sales.raw_customer_address (
    ca_address_sk INT NOT NULL,
    ca_address_id VARCHAR(16) NOT NULL,
    ca_street_number VARCHAR(10),
    ca_street_name VARCHAR(60),
    ca_street_type VARCHAR(15),
    ca_suite_number VARCHAR(10),
    ca_city VARCHAR(60),
    ca_county VARCHAR(30),
    ca_state VARCHAR(2),
    ca_zip VARCHAR(10),
    ca_country VARCHAR(20),
    ca_gmt_offset DECIMAL(5, 2),
    ca_location_type VARCHAR(20),
    extracted_at TIMESTAMP
  )
  DISTKEY (ca_address_sk)
  SORTKEY (ca_address_sk);

  COMMENT ON TABLE sales.raw_customer_address IS 'Addresses, each as last delivered, by the pipe sales-customer-address';
  COMMENT ON COLUMN sales.raw_customer_address.extracted_at IS 'When the source wrote the row, UTC; tells newer from older';

  CREATE TABLE IF NOT EXISTS sales.customer_address (
    ca_address_sk INT NOT NULL,
    ca_address_id VARCHAR(16) NOT NULL,
    ca_street_number VARCHAR(10),
    ca_street_name VARCHAR(60),
    ca_street_type VARCHAR(15),
    ca_suite_number VARCHAR(10),
    ca_city VARCHAR(60),
    ca_county VARCHAR(30),
    ca_state VARCHAR(2),
    ca_zip VARCHAR(10),
    ca_country VARCHAR(20),
    ca_gmt_offset DECIMAL(5, 2),
    ca_location_type VARCHAR(20),
    ca_row_hash VARCHAR(64) NOT NULL
  )
  DISTKEY (ca_address_sk)
  SORTKEY (ca_address_sk);

  COMMENT ON TABLE sales.customer_address IS 'Dimension without history (SCD1): each address as it is now';
  COMMENT ON COLUMN sales.customer_address.ca_row_hash IS 'SHA-256 of what an address has but its keys, from sales.customer_address_delivered';

  CREATE TABLE IF NOT EXISTS sales.stg_customer_address (LIKE sales.customer_address);

  COMMENT ON TABLE sales.stg_customer_address IS 'What the last call of sp_load_dim_customer_address found new or changed';

  CREATE TABLE IF NOT EXISTS sales.raw_item (
    i_item_sk INT NOT NULL,
    i_item_id VARCHAR(16) NOT NULL,
    i_rec_start_date DATE,
    i_rec_end_date DATE,
    i_item_desc VARCHAR(200),
    i_current_price DECIMAL(7, 2),
    i_wholesale_cost DECIMAL(7, 2),
    i_brand_id INT,
    i_brand VARCHAR(50),
    i_class_id INT,
    i_class VARCHAR(50),
    i_category_id INT,
    i_category VARCHAR(50),
    i_manufact_id INT,
    i_manufact VARCHAR(50),
    i_size VARCHAR(20),
    i_formulation VARCHAR(20),
    i_color VARCHAR(20),
    i_units VARCHAR(10),
    i_container VARCHAR(10),
    i_manager_id INT,
    i_product_name VARCHAR(50),
    extracted_at TIMESTAMP
  )
  DISTKEY (i_item_sk)
  SORTKEY (i_item_sk);

  COMMENT ON TABLE sales.raw_item IS 'Items as last delivered, a row for each i_item_sk of the source, by the pipe sales-item. Sales name items by it: to be kept';
  COMMENT ON COLUMN sales.raw_item.i_item_sk IS 'Key of the source, which has another one for each version of an item';
  COMMENT ON COLUMN sales.raw_item.i_rec_start_date IS 'First day on which the item is so; NULL for since ever';
  COMMENT ON COLUMN sales.raw_item.i_rec_end_date IS 'As delivered; not used, the begin of the next version tells it';
  COMMENT ON COLUMN sales.raw_item.extracted_at IS 'When the source wrote the row, UTC; tells newer from older';

  CREATE TABLE IF NOT EXISTS sales.item (
    i_item_sk INT NOT NULL,
    i_item_id VARCHAR(16) NOT NULL,
    i_rec_start_date DATE NOT NULL,
    i_rec_end_date DATE,
    i_is_current BOOLEAN NOT NULL,
    i_item_desc VARCHAR(200),
    i_current_price DECIMAL(7, 2),
    i_wholesale_cost DECIMAL(7, 2),
    i_brand_id INT,
    i_brand VARCHAR(50),
    i_class_id INT,
    i_class VARCHAR(50),
    i_category_id INT,
    i_category VARCHAR(50),
    i_manufact_id INT,
    i_manufact VARCHAR(50),
    i_size VARCHAR(20),
    i_formulation VARCHAR(20),
    i_color VARCHAR(20),
    i_units VARCHAR(10),
    i_container VARCHAR(10),
    i_manager_id INT,
    i_product_name VARCHAR(50),
    i_row_hash VARCHAR(64) NOT NULL
  )
  DISTKEY (i_item_sk)
  SORTKEY (i_item_id, i_rec_start_date);

  COMMENT ON TABLE sales.item IS 'Dimension with history (SCD2): a row for each version of an item';
  COMMENT ON COLUMN sales.item.i_item_sk IS 'Key of the version, given by sp_load_dim_item; none of the source';
  COMMENT ON COLUMN sales.item.i_rec_start_date IS 'First day of the version';
  COMMENT ON COLUMN sales.item.i_rec_end_date IS 'Last day of the version; NULL while there is no later one';
  COMMENT ON COLUMN sales.item.i_is_current IS 'Whether there is no later version';
  COMMENT ON COLUMN sales.item.i_row_hash IS 'SHA-256 of what makes a version another one, from sales.item_delivered';

  CREATE TABLE IF NOT EXISTS sales.stg_item (LIKE sales.item);

  COMMENT ON TABLE sales.stg_item IS 'Whole history of the items that the last call of sp_load_dim_item found changed';
  COMMENT ON COLUMN sales.stg_item.i_item_sk IS '0 for a version that had no key yet';

  CREATE TABLE IF NOT EXISTS sales.store_sales (
    ss_sold_date_sk INT NOT NULL,
    ss_sold_time_sk INT,
    ss_item_sk INT NOT NULL,
    ss_customer_sk INT,
    ss_cdemo_sk INT,
    ss_hdemo_sk INT,
    ss_addr_sk INT,
    ss_store_sk INT,
    ss_promo_sk INT,
    ss_ticket_number BIGINT NOT NULL,
    ss_quantity INT,
    ss_wholesale_cost DECIMAL(7, 2),
    ss_list_price DECIMAL(7, 2),
    ss_sales_price DECIMAL(7, 2),
    ss_ext_discount_amt DECIMAL(7, 2),
    ss_ext_sales_price DECIMAL(7, 2),
    ss_ext_wholesale_cost DECIMAL(7, 2),
    ss_ext_list_price DECIMAL(7, 2),
    ss_ext_tax DECIMAL(7, 2),
    ss_coupon_amt DECIMAL(7, 2),
    ss_net_paid DECIMAL(7, 2),
    ss_net_paid_inc_tax DECIMAL(7, 2),
    ss_net_profit DECIMAL(7, 2)
  )
  DISTKEY (ss_item_sk)
  SORTKEY (ss_sold_date_sk);

  COMMENT ON TABLE sales.store_sales IS 'Fact: sales, written a day at a time by sp_load_fact_sales';
  COMMENT ON COLUMN sales.store_sales.ss_item_sk IS 'Version of the item on the day of the sale, in sales.item';

  CREATE TABLE IF NOT EXISTS sales.raw_store_sales (
    ss_sold_date_sk INT,
    ss_sold_time_sk INT,
    ss_item_sk INT NOT NULL,
    ss_customer_sk INT,
    ss_cdemo_sk INT,
    ss_hdemo_sk INT,
    ss_addr_sk INT,
    ss_store_sk INT,
    ss_promo_sk INT,
    ss_ticket_number BIGINT NOT NULL,
    ss_quantity INT,
    ss_wholesale_cost DECIMAL(7, 2),
    ss_list_price DECIMAL(7, 2),
    ss_sales_price DECIMAL(7, 2),
    ss_ext_discount_amt DECIMAL(7, 2),
    ss_ext_sales_price DECIMAL(7, 2),
    ss_ext_wholesale_cost DECIMAL(7, 2),
    ss_ext_list_price DECIMAL(7, 2),
    ss_ext_tax DECIMAL(7, 2),
    ss_coupon_amt DECIMAL(7, 2),
    ss_net_paid DECIMAL(7, 2),
    ss_net_paid_inc_tax DECIMAL(7, 2),
    ss_net_profit DECIMAL(7, 2),
    extracted_at TIMESTAMP
  )
  DISTKEY (ss_item_sk)
  SORTKEY (ss_sold_date_sk);

  COMMENT ON TABLE sales.raw_store_sales IS 'Sales as last delivered, one row for ticket and item, by the pipe sales-store-sales; those without a day stay here';
  COMMENT ON COLUMN sales.raw_store_sales.ss_item_sk IS 'Key of the source, in sales.raw_item';
  COMMENT ON COLUMN sales.raw_store_sales.extracted_at IS 'When the source wrote the row, UTC; tells newer from older';

  CREATE TABLE IF NOT EXISTS sales.stg_store_sales (
    sold_on DATE NOT NULL,
    i_item_id VARCHAR(16),
    c_customer_id VARCHAR(16),
    ca_address_id VARCHAR(16),
    ss_sold_time_sk INT,
    ss_cdemo_sk INT,
    ss_hdemo_sk INT,
    ss_store_sk INT,
    ss_promo_sk INT,
    ss_ticket_number BIGINT NOT NULL,
    ss_quantity INT,
    ss_wholesale_cost DECIMAL(7, 2),
    ss_list_price DECIMAL(7, 2),
    ss_sales_price DECIMAL(7, 2),
    ss_ext_discount_amt DECIMAL(7, 2),
    ss_ext_sales_price DECIMAL(7, 2),
    ss_ext_wholesale_cost DECIMAL(7, 2),
    ss_ext_list_price DECIMAL(7, 2),
    ss_ext_tax DECIMAL(7, 2),
    ss_coupon_amt DECIMAL(7, 2),
    ss_net_paid DECIMAL(7, 2),
    ss_net_paid_inc_tax DECIMAL(7, 2),
    ss_net_profit DECIMAL(7, 2)
  )
  DISTSTYLE EVEN;

  COMMENT ON TABLE sales.stg_store_sales IS 'Sales of the day that sp_load_fact_sales was last called for, under the ids that items, customers and addresses have everywhere';
  COMMENT ON COLUMN sales.stg_store_sales.sold_on IS 'Day of the sale';

  -- what is compared with the dimension; no field of a delivered file has | in it, so no two rows read alike
  CREATE OR REPLACE VIEW sales.customer_address_delivered AS
  SELECT
    ca_address_sk,
    ca_address_id,
    ca_street_number,
    ca_street_name,
    ca_street_type,
    ca_suite_number,
    ca_city,
    ca_county,
    ca_state,
    ca_zip,
    ca_country,
    ca_gmt_offset,
    ca_location_type,
    SHA2(
      NVL(ca_street_number, '')
      || '|' || NVL(ca_street_name, '')
      || '|' || NVL(ca_street_type, '')
      || '|' || NVL(ca_suite_number, '')
      || '|' || NVL(ca_city, '')
      || '|' || NVL(ca_county, '')
      || '|' || NVL(ca_state, '')
      || '|' || NVL(ca_zip, '')
      || '|' || NVL(ca_country, '')
      || '|' || NVL(CAST(ca_gmt_offset AS VARCHAR), '')
      || '|' || NVL(ca_location_type, ''),
      256
    ) AS ca_row_hash
  FROM sales.raw_customer_address;

  COMMENT ON VIEW sales.customer_address_delivered IS 'Addresses as last delivered, with a hash to compare them by';

  -- the source may change an item several times a day; its last word is what the day counts
  CREATE OR REPLACE VIEW sales.item_delivered AS
  SELECT
    i_item_id,
    NVL(i_rec_start_date, DATE '1900-01-01') AS i_rec_start_date,
    i_item_desc,
    i_current_price,
    i_wholesale_cost,
    i_brand_id,
    i_brand,
    i_class_id,
    i_class,
    i_category_id,
    i_category,
    i_manufact_id,
    i_manufact,
    i_size,
    i_formulation,
    i_color,
    i_units,
    i_container,
    i_manager_id,
    i_product_name,
    SHA2(
      NVL(i_item_desc, '')
      || '|' || NVL(CAST(i_current_price AS VARCHAR), '')
      || '|' || NVL(CAST(i_wholesale_cost AS VARCHAR), '')
      || '|' || NVL(CAST(i_brand_id AS VARCHAR), '')
      || '|' || NVL(i_brand, '')
      || '|' || NVL(CAST(i_class_id AS VARCHAR), '')
      || '|' || NVL(i_class, '')
      || '|' || NVL(CAST(i_category_id AS VARCHAR), '')
      || '|' || NVL(i_category, '')
      || '|' || NVL(CAST(i_manufact_id AS VARCHAR), '')
      || '|' || NVL(i_manufact, '')
      || '|' || NVL(i_size, '')
      || '|' || NVL(i_formulation, '')
      || '|' || NVL(i_color, '')
      || '|' || NVL(i_units, '')
      || '|' || NVL(i_container, '')
      || '|' || NVL(CAST(i_manager_id AS VARCHAR), '')
      || '|' || NVL(i_product_name, ''),
      256
    ) AS i_row_hash
  FROM (
    SELECT
      raw_item.*,
      ROW_NUMBER() OVER (
        PARTITION BY i_item_id, NVL(i_rec_start_date, DATE '1900-01-01')
        ORDER BY i_item_sk DESC
      ) AS nth_last
    FROM sales.raw_item
  ) AS numbered
  WHERE nth_last = 1;

  COMMENT ON VIEW sales.item_delivered IS 'Items as delivered, one row for item and day of change, with a hash to compare them by';
END;
$$ LANGUAGE plpgsql;

-- Addresses as they are now (SCD1): a changed one loses what it was.
CREATE OR REPLACE PROCEDURE sales.sp_load_dim_customer_address()
AS $$
BEGIN
  DELETE FROM sales.stg_customer_address;

  -- only what differs: a MERGE of everything would write every row anew each day
  INSERT INTO sales.stg_customer_address
  SELECT delivered.*
  FROM sales.customer_address_delivered AS delivered
  LEFT JOIN sales.customer_address AS known
  ON known.ca_address_id = delivered.ca_address_id
  WHERE known.ca_address_id IS NULL
  OR known.ca_row_hash <> delivered.ca_row_hash;

  -- the key of an address stays as it was first: facts have it
  MERGE INTO sales.customer_address
  USING sales.stg_customer_address AS changed
  ON customer_address.ca_address_id = changed.ca_address_id
  WHEN MATCHED THEN UPDATE SET
    ca_street_number = changed.ca_street_number,
    ca_street_name = changed.ca_street_name,
    ca_street_type = changed.ca_street_type,
    ca_suite_number = changed.ca_suite_number,
    ca_city = changed.ca_city,
    ca_county = changed.ca_county,
    ca_state = changed.ca_state,
    ca_zip = changed.ca_zip,
    ca_country = changed.ca_country,
    ca_gmt_offset = changed.ca_gmt_offset,
    ca_location_type = changed.ca_location_type,
    ca_row_hash = changed.ca_row_hash
  WHEN NOT MATCHED THEN INSERT (
    ca_address_sk,
    ca_address_id,
    ca_street_number,
    ca_street_name,
    ca_street_type,
    ca_suite_number,
    ca_city,
    ca_county,
    ca_state,
    ca_zip,
    ca_country,
    ca_gmt_offset,
    ca_location_type,
    ca_row_hash
  )
  VALUES (
    changed.ca_address_sk,
    changed.ca_address_id,
    changed.ca_street_number,
    changed.ca_street_name,
    changed.ca_street_type,
    changed.ca_suite_number,
    changed.ca_city,
    changed.ca_county,
    changed.ca_state,
    changed.ca_zip,
    changed.ca_country,
    changed.ca_gmt_offset,
    changed.ca_location_type,
    changed.ca_row_hash
  );
END;
$$ LANGUAGE plpgsql;

-- Items with their history (SCD2). A version begins on the day that the source names; what a version ends with is the day before the
-- next one. Whichever order days are delivered in, the history is the same; what was delivered before changes nothing.
-- A version that facts may point to keeps its key and is never taken away.
CREATE OR REPLACE PROCEDURE sales.sp_load_dim_item()
AS $$
DECLARE
  v_last_sk INT;
BEGIN
  SELECT NVL(MAX(i_item_sk), 0) INTO v_last_sk FROM sales.item;

  DELETE FROM sales.stg_item;

  INSERT INTO sales.stg_item
  WITH changed AS (
    -- items of which something was delivered that the version of its day does not say
    SELECT DISTINCT delivered.i_item_id
    FROM sales.item_delivered AS delivered
    LEFT JOIN sales.item AS version
    ON version.i_item_id = delivered.i_item_id
    AND delivered.i_rec_start_date BETWEEN version.i_rec_start_date AND NVL(version.i_rec_end_date, DATE '9999-12-31')
    WHERE version.i_item_id IS NULL
    OR version.i_row_hash <> delivered.i_row_hash
  ),

  points AS (
    -- what was delivered, with the key of the version that began on that day
    SELECT
      NVL(version.i_item_sk, 0) AS i_item_sk,
      delivered.*
    FROM sales.item_delivered AS delivered
    INNER JOIN changed
    ON changed.i_item_id = delivered.i_item_id
    LEFT JOIN sales.item AS version
    ON version.i_item_id = delivered.i_item_id
    AND version.i_rec_start_date = delivered.i_rec_start_date
    UNION ALL
    -- versions whose begin is not among what the source still has
    SELECT
      version.i_item_sk,
      version.i_item_id,
      version.i_rec_start_date,
      version.i_item_desc,
      version.i_current_price,
      version.i_wholesale_cost,
      version.i_brand_id,
      version.i_brand,
      version.i_class_id,
      version.i_class,
      version.i_category_id,
      version.i_category,
      version.i_manufact_id,
      version.i_manufact,
      version.i_size,
      version.i_formulation,
      version.i_color,
      version.i_units,
      version.i_container,
      version.i_manager_id,
      version.i_product_name,
      version.i_row_hash
    FROM sales.item AS version
    INNER JOIN changed
    ON changed.i_item_id = version.i_item_id
    LEFT JOIN sales.item_delivered AS delivered
    ON delivered.i_item_id = version.i_item_id
    AND delivered.i_rec_start_date = version.i_rec_start_date
    WHERE delivered.i_item_id IS NULL
  ),

  in_order AS (
    SELECT
      points.*,
      LAG(i_row_hash) OVER (PARTITION BY i_item_id ORDER BY i_rec_start_date) AS hash_before
    FROM points
  ),

  versions AS (
    -- a day on which nothing changed begins no version
    SELECT
      in_order.*,
      LEAD(i_rec_start_date) OVER (PARTITION BY i_item_id ORDER BY i_rec_start_date) - 1 AS i_rec_end_date
    FROM in_order
    WHERE i_item_sk <> 0
    OR hash_before IS NULL
    OR hash_before <> i_row_hash
  )

  SELECT
    i_item_sk,
    i_item_id,
    i_rec_start_date,
    i_rec_end_date,
    i_rec_end_date IS NULL,
    i_item_desc,
    i_current_price,
    i_wholesale_cost,
    i_brand_id,
    i_brand,
    i_class_id,
    i_class,
    i_category_id,
    i_category,
    i_manufact_id,
    i_manufact,
    i_size,
    i_formulation,
    i_color,
    i_units,
    i_container,
    i_manager_id,
    i_product_name,
    i_row_hash
  FROM versions;

  -- close what has ended
  UPDATE sales.item
  SET
    i_rec_end_date = stg_item.i_rec_end_date,
    i_is_current = stg_item.i_is_current
  FROM sales.stg_item
  WHERE item.i_item_sk = stg_item.i_item_sk
  AND NVL(item.i_rec_end_date, DATE '9999-12-31') <> NVL(stg_item.i_rec_end_date, DATE '9999-12-31');

  -- changed again on the day it began: comes back below, under its key
  DELETE FROM sales.item
  USING sales.stg_item
  WHERE item.i_item_sk = stg_item.i_item_sk
  AND item.i_row_hash <> stg_item.i_row_hash;

  -- those without a key come first, so that keys have no gaps
  INSERT INTO sales.item
  SELECT
    CASE
      WHEN wanted.i_item_sk = 0
        THEN v_last_sk + ROW_NUMBER() OVER (
          ORDER BY CASE WHEN wanted.i_item_sk = 0 THEN 0 ELSE 1 END, wanted.i_item_id, wanted.i_rec_start_date
        )
      ELSE wanted.i_item_sk
    END,
    wanted.i_item_id,
    wanted.i_rec_start_date,
    wanted.i_rec_end_date,
    wanted.i_is_current,
    wanted.i_item_desc,
    wanted.i_current_price,
    wanted.i_wholesale_cost,
    wanted.i_brand_id,
    wanted.i_brand,
    wanted.i_class_id,
    wanted.i_class,
    wanted.i_category_id,
    wanted.i_category,
    wanted.i_manufact_id,
    wanted.i_manufact,
    wanted.i_size,
    wanted.i_formulation,
    wanted.i_color,
    wanted.i_units,
    wanted.i_container,
    wanted.i_manager_id,
    wanted.i_product_name,
    wanted.i_row_hash
  FROM sales.stg_item AS wanted
  LEFT JOIN sales.item AS version
  ON version.i_item_sk = wanted.i_item_sk
  WHERE version.i_item_sk IS NULL;
END;
$$ LANGUAGE plpgsql;

-- Sales of one day take the place of what the fact has of that day.
--
-- p_run_date  the day
CREATE OR REPLACE PROCEDURE sales.sp_load_fact_sales(p_run_date IN DATE)
AS $$
DECLARE
  v_days INT;
BEGIN
  SELECT COUNT(*) INTO v_days FROM sales.date_dim WHERE d_date = p_run_date;
  IF v_days <> 1 THEN
    RAISE EXCEPTION 'sales.date_dim has the day % not once but % times: the calendar has to land first', p_run_date, v_days;
  END IF;

  DELETE FROM sales.stg_store_sales;

  -- under the ids that outlive the source's keys
  INSERT INTO sales.stg_store_sales
  SELECT
    date_dim.d_date,
    raw_item.i_item_id,
    customer.c_customer_id,
    raw_customer_address.ca_address_id,
    sale.ss_sold_time_sk,
    sale.ss_cdemo_sk,
    sale.ss_hdemo_sk,
    sale.ss_store_sk,
    sale.ss_promo_sk,
    sale.ss_ticket_number,
    sale.ss_quantity,
    sale.ss_wholesale_cost,
    sale.ss_list_price,
    sale.ss_sales_price,
    sale.ss_ext_discount_amt,
    sale.ss_ext_sales_price,
    sale.ss_ext_wholesale_cost,
    sale.ss_ext_list_price,
    sale.ss_ext_tax,
    sale.ss_coupon_amt,
    sale.ss_net_paid,
    sale.ss_net_paid_inc_tax,
    sale.ss_net_profit
  FROM sales.raw_store_sales AS sale
  INNER JOIN sales.date_dim
  ON date_dim.d_date_sk = sale.ss_sold_date_sk
  LEFT JOIN sales.raw_item
  ON raw_item.i_item_sk = sale.ss_item_sk
  LEFT JOIN sales.customer
  ON customer.c_customer_sk = sale.ss_customer_sk
  LEFT JOIN sales.raw_customer_address
  ON raw_customer_address.ca_address_sk = sale.ss_addr_sk
  WHERE date_dim.d_date = p_run_date;

  -- DELETE leaves the day to readers until the commit; TRUNCATE would take the other days and commit
  DELETE FROM sales.store_sales
  USING sales.date_dim
  WHERE store_sales.ss_sold_date_sk = date_dim.d_date_sk
  AND date_dim.d_date = p_run_date;

  -- under the keys that were valid on the day; a sale of no known item fails: ss_item_sk is NOT NULL
  INSERT INTO sales.store_sales
  SELECT
    date_dim.d_date_sk,
    sale.ss_sold_time_sk,
    version.i_item_sk,
    customer.c_customer_sk,
    sale.ss_cdemo_sk,
    sale.ss_hdemo_sk,
    customer_address.ca_address_sk,
    sale.ss_store_sk,
    sale.ss_promo_sk,
    sale.ss_ticket_number,
    sale.ss_quantity,
    sale.ss_wholesale_cost,
    sale.ss_list_price,
    sale.ss_sales_price,
    sale.ss_ext_discount_amt,
    sale.ss_ext_sales_price,
    sale.ss_ext_wholesale_cost,
    sale.ss_ext_list_price,
    sale.ss_ext_tax,
    sale.ss_coupon_amt,
    sale.ss_net_paid,
    sale.ss_net_paid_inc_tax,
    sale.ss_net_profit
  FROM sales.stg_store_sales AS sale
  INNER JOIN sales.date_dim
  ON date_dim.d_date = sale.sold_on
  LEFT JOIN sales.item AS version
  ON version.i_item_id = sale.i_item_id
  AND sale.sold_on BETWEEN version.i_rec_start_date AND NVL(version.i_rec_end_date, DATE '9999-12-31')
  LEFT JOIN sales.customer
  ON customer.c_customer_id = sale.c_customer_id
  LEFT JOIN sales.customer_address
  ON customer_address.ca_address_id = sale.ca_address_id;
END;
$$ LANGUAGE plpgsql;
