-- The curated tables between the raw files and the reports: Parquet, one partition a business day. Every job replaces the
-- partition of its day, so a day can be run again.
create database if not exists ${hivevar:database};
use ${hivevar:database};

create external table if not exists stg_event_lines (
  event_id string, event_type string, event_ms bigint, received_ms bigint, user_id bigint, viewer string, session_id string,
  anchor_id bigint, platform string, app_version string, country string, network string, bitrate_kbps int, fps int,
  stall_ms int, source_object string, source_offset bigint, arrival_ms bigint, reason string, line string)
partitioned by (dt string)
stored as parquet
location 's3://${hivevar:data_bucket}/warehouse/stg_event_lines'
tblproperties ('parquet.compression' = 'SNAPPY');

create external table if not exists stg_events (
  event_type string, event_ms bigint, received_ms bigint, user_id bigint, viewer string, session_id string, anchor_id bigint,
  platform string, app_version string, country string, network string, bitrate_kbps int, fps int, stall_ms int)
partitioned by (dt string)
stored as parquet
location 's3://${hivevar:data_bucket}/warehouse/stg_events'
tblproperties ('parquet.compression' = 'SNAPPY');

create external table if not exists quarantine_events (
  source_object string, source_offset bigint, arrival_ms bigint, reason string, line string)
partitioned by (dt string)
stored as parquet
location 's3://${hivevar:data_bucket}/quarantine/app_events'
tblproperties ('parquet.compression' = 'SNAPPY');

create external table if not exists stg_presence (
  session_id string, anchor_id bigint, viewer string, country string, platform string, start_ms bigint, end_ms bigint)
partitioned by (dt string)
stored as parquet
location 's3://${hivevar:data_bucket}/warehouse/stg_presence'
tblproperties ('parquet.compression' = 'SNAPPY');

create external table if not exists stg_watch (
  session_id string, anchor_id bigint, viewer string, country string, platform string, watch_ms bigint)
partitioned by (dt string)
stored as parquet
location 's3://${hivevar:data_bucket}/warehouse/stg_watch'
tblproperties ('parquet.compression' = 'SNAPPY');

create external table if not exists stg_concurrency (
  session_id string, anchor_id bigint, country string, minute_ms bigint, viewers bigint)
partitioned by (dt string)
stored as parquet
location 's3://${hivevar:data_bucket}/warehouse/stg_concurrency'
tblproperties ('parquet.compression' = 'SNAPPY');

create external table if not exists stg_viewer_day (
  viewer string, user_id bigint, country string, platform string, events bigint, opens bigint, enters bigint, chats bigint)
partitioned by (dt string)
stored as parquet
location 's3://${hivevar:data_bucket}/warehouse/stg_viewer_day'
tblproperties ('parquet.compression' = 'SNAPPY');

create external table if not exists stg_broadcasts (
  session_id string, room_id bigint, anchor_id bigint, title string, platform string, started_ms bigint, ended_ms bigint,
  live_ms bigint)
partitioned by (dt string)
stored as parquet
location 's3://${hivevar:data_bucket}/warehouse/stg_broadcasts'
tblproperties ('parquet.compression' = 'SNAPPY');

create external table if not exists stg_gift_movements (
  order_id string, user_id bigint, anchor_id bigint, guild_id bigint, session_id string, gift_id int, platform string,
  movement string, sales bigint, coins bigint, usd_amount decimal(18,4))
partitioned by (dt string)
stored as parquet
location 's3://${hivevar:data_bucket}/warehouse/stg_gift_movements'
tblproperties ('parquet.compression' = 'SNAPPY');

create external table if not exists stg_recharge_movements (
  recharge_id string, user_id bigint, platform string, currency string, method string, movement string, sales bigint,
  coins bigint, usd_amount decimal(18,4))
partitioned by (dt string)
stored as parquet
location 's3://${hivevar:data_bucket}/warehouse/stg_recharge_movements'
tblproperties ('parquet.compression' = 'SNAPPY');

create external table if not exists stg_follow_changes (user_id bigint, anchor_id bigint, gained int, lost int)
partitioned by (dt string)
stored as parquet
location 's3://${hivevar:data_bucket}/warehouse/stg_follow_changes'
tblproperties ('parquet.compression' = 'SNAPPY');

create external table if not exists stg_changes (
  source_table string, row_key string, change_seq string, op string, dms_commit_ts string, source_object string, reason string)
partitioned by (dt string)
stored as parquet
location 's3://${hivevar:data_bucket}/warehouse/stg_changes'
tblproperties ('parquet.compression' = 'SNAPPY');

create external table if not exists day_platform (
  country string, platform string, active_users bigint, new_users bigint, viewers bigint, watch_minutes decimal(18,2),
  anchors_live bigint, live_hours decimal(18,2), chats bigint, gift_coins bigint, payers bigint, revenue_usd decimal(18,4))
partitioned by (dt string)
stored as parquet
location 's3://${hivevar:data_bucket}/warehouse/day_platform'
tblproperties ('parquet.compression' = 'SNAPPY');

create external table if not exists day_anchor (
  anchor_id bigint, live_hours decimal(18,2), sessions bigint, peak_concurrent bigint, unique_viewers bigint,
  watch_minutes decimal(18,2), chats bigint, gift_coins bigint, new_followers bigint, lost_followers bigint)
partitioned by (dt string)
stored as parquet
location 's3://${hivevar:data_bucket}/warehouse/day_anchor'
tblproperties ('parquet.compression' = 'SNAPPY');
