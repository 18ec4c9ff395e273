-- The tables of the samples. Run by the local run, statement by statement; may be repeated.

CREATE TABLE IF NOT EXISTS public.store_sales (
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
  ss_wholesale_cost NUMERIC(7, 2),
  ss_list_price NUMERIC(7, 2),
  ss_sales_price NUMERIC(7, 2),
  ss_ext_discount_amt NUMERIC(7, 2),
  ss_ext_sales_price NUMERIC(7, 2),
  ss_ext_wholesale_cost NUMERIC(7, 2),
  ss_ext_list_price NUMERIC(7, 2),
  ss_ext_tax NUMERIC(7, 2),
  ss_coupon_amt NUMERIC(7, 2),
  ss_net_paid NUMERIC(7, 2),
  ss_net_paid_inc_tax NUMERIC(7, 2),
  ss_net_profit NUMERIC(7, 2),
  PRIMARY KEY (ss_item_sk, ss_ticket_number)
)
DISTKEY (ss_item_sk)
SORTKEY (ss_sold_date_sk);

CREATE TABLE IF NOT EXISTS public.data_loading_demo (
  email_address VARCHAR(128),
  first_name VARCHAR(64),
  last_name VARCHAR(64)
);
