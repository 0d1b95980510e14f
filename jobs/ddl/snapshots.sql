-- Generated from pipeline/Aurora/schema.sql.
-- The state of each table at the end of a business day: one row a key, deleted ones marked, so that an old change that
-- is delivered again cannot bring them back. Moments are microseconds since 1970 (UTC).
create database if not exists ${hivevar:database};
use ${hivevar:database};

create external table if not exists snap_users (
  user_id bigint,
  nickname string,
  country string,
  gender string,
  birthday date,
  is_vip boolean,
  signup_platform string,
  invite_code string,
  profile string,
  created_at bigint,
  updated_at bigint,
  is_deleted boolean,
  version string)
partitioned by (dt string)
stored as parquet
location 's3://${hivevar:data_bucket}/warehouse/snap_users'
tblproperties ('parquet.compression' = 'SNAPPY');

create external table if not exists snap_guilds (
  guild_id bigint,
  name string,
  country string,
  revenue_share decimal(6,4),
  is_active boolean,
  created_at bigint,
  is_deleted boolean,
  version string)
partitioned by (dt string)
stored as parquet
location 's3://${hivevar:data_bucket}/warehouse/snap_guilds'
tblproperties ('parquet.compression' = 'SNAPPY');

create external table if not exists snap_anchors (
  anchor_id bigint,
  user_id bigint,
  guild_id bigint,
  stage_name string,
  country string,
  level int,
  status string,
  profile string,
  created_at bigint,
  updated_at bigint,
  is_deleted boolean,
  version string)
partitioned by (dt string)
stored as parquet
location 's3://${hivevar:data_bucket}/warehouse/snap_anchors'
tblproperties ('parquet.compression' = 'SNAPPY');

create external table if not exists snap_rooms (
  room_id bigint,
  anchor_id bigint,
  title string,
  description string,
  is_private boolean,
  created_at bigint,
  is_deleted boolean,
  version string)
partitioned by (dt string)
stored as parquet
location 's3://${hivevar:data_bucket}/warehouse/snap_rooms'
tblproperties ('parquet.compression' = 'SNAPPY');

create external table if not exists snap_gifts (
  gift_id int,
  name string,
  coins bigint,
  is_active boolean,
  effect string,
  created_at bigint,
  is_deleted boolean,
  version string)
partitioned by (dt string)
stored as parquet
location 's3://${hivevar:data_bucket}/warehouse/snap_gifts'
tblproperties ('parquet.compression' = 'SNAPPY');

create external table if not exists snap_follows (
  user_id bigint,
  anchor_id bigint,
  source string,
  created_at bigint,
  is_deleted boolean,
  version string)
partitioned by (dt string)
stored as parquet
location 's3://${hivevar:data_bucket}/warehouse/snap_follows'
tblproperties ('parquet.compression' = 'SNAPPY');

create external table if not exists snap_user_devices (
  user_id bigint,
  device_id string,
  platform string,
  model string,
  os_version string,
  push_enabled boolean,
  screen_scale double,
  last_seen_at bigint,
  is_deleted boolean,
  version string)
partitioned by (dt string)
stored as parquet
location 's3://${hivevar:data_bucket}/warehouse/snap_user_devices'
tblproperties ('parquet.compression' = 'SNAPPY');
