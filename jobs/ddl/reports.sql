-- Generated from the contracts in jobs/reports.
-- One partition a business day and run: a run never touches what another run wrote. Rows are JSON lines, which front
-- ends read without Hive.
create database if not exists ${hivevar:database};
use ${hivevar:database};

create external table if not exists rpt_anchor_daily (
  anchor_id bigint,
  stage_name string,
  guild_id bigint,
  live_hours decimal(18,2),
  sessions bigint,
  peak_concurrent bigint,
  avg_concurrent decimal(18,2),
  unique_viewers bigint,
  watch_minutes decimal(18,2),
  chats bigint,
  gift_coins bigint,
  new_followers bigint,
  lost_followers bigint,
  ranking int)
partitioned by (dt string, run string)
row format serde 'org.apache.hive.hcatalog.data.JsonSerDe'
stored as textfile
location 's3://${hivevar:result_bucket}/reports/anchor_daily';

create external table if not exists rpt_anchor_monthly (
  first_day string,
  anchor_id bigint,
  stage_name string,
  guild_id bigint,
  days_live bigint,
  session_days bigint,
  live_hours decimal(18,2),
  peak_concurrent bigint,
  viewer_days bigint,
  watch_minutes decimal(18,2),
  chats bigint,
  gift_coins bigint,
  new_followers bigint,
  lost_followers bigint)
partitioned by (dt string, run string)
row format serde 'org.apache.hive.hcatalog.data.JsonSerDe'
stored as textfile
location 's3://${hivevar:result_bucket}/reports/anchor_monthly';

create external table if not exists rpt_anchor_weekly (
  first_day string,
  anchor_id bigint,
  stage_name string,
  guild_id bigint,
  days_live bigint,
  session_days bigint,
  live_hours decimal(18,2),
  peak_concurrent bigint,
  viewer_days bigint,
  watch_minutes decimal(18,2),
  chats bigint,
  gift_coins bigint,
  new_followers bigint,
  lost_followers bigint)
partitioned by (dt string, run string)
row format serde 'org.apache.hive.hcatalog.data.JsonSerDe'
stored as textfile
location 's3://${hivevar:result_bucket}/reports/anchor_weekly';

create external table if not exists rpt_concurrency_curve (
  country string,
  minute_utc string,
  minute_local string,
  viewers bigint)
partitioned by (dt string, run string)
row format serde 'org.apache.hive.hcatalog.data.JsonSerDe'
stored as textfile
location 's3://${hivevar:result_bucket}/reports/concurrency_curve';

create external table if not exists rpt_data_quality (
  source string,
  rows_in bigint,
  counted bigint,
  duplicated bigint,
  quarantined bigint,
  late bigint,
  max_delay_seconds decimal(18,3))
partitioned by (dt string, run string)
row format serde 'org.apache.hive.hcatalog.data.JsonSerDe'
stored as textfile
location 's3://${hivevar:result_bucket}/reports/data_quality';

create external table if not exists rpt_gift_ranking (
  list string,
  ranking int,
  id bigint,
  name string,
  orders bigint,
  coins bigint,
  usd_amount decimal(18,4))
partitioned by (dt string, run string)
row format serde 'org.apache.hive.hcatalog.data.JsonSerDe'
stored as textfile
location 's3://${hivevar:result_bucket}/reports/gift_ranking';

create external table if not exists rpt_guild_settlement (
  guild_id bigint,
  name string,
  revenue_share decimal(6,4),
  orders bigint,
  coins bigint,
  gross_usd decimal(18,4),
  guild_usd decimal(18,4),
  platform_usd decimal(18,4))
partitioned by (dt string, run string)
row format serde 'org.apache.hive.hcatalog.data.JsonSerDe'
stored as textfile
location 's3://${hivevar:result_bucket}/reports/guild_settlement';

create external table if not exists rpt_platform_daily (
  country string,
  platform string,
  active_users bigint,
  new_users bigint,
  viewers bigint,
  watch_minutes decimal(18,2),
  avg_watch_minutes decimal(18,2),
  anchors_live bigint,
  live_hours decimal(18,2),
  chats bigint,
  gift_coins bigint,
  payers bigint,
  revenue_usd decimal(18,4),
  arppu_usd decimal(18,4))
partitioned by (dt string, run string)
row format serde 'org.apache.hive.hcatalog.data.JsonSerDe'
stored as textfile
location 's3://${hivevar:result_bucket}/reports/platform_daily';

create external table if not exists rpt_platform_monthly (
  first_day string,
  country string,
  platform string,
  days bigint,
  active_user_days bigint,
  best_active_users bigint,
  new_users bigint,
  viewer_days bigint,
  watch_minutes decimal(18,2),
  live_hours decimal(18,2),
  chats bigint,
  gift_coins bigint,
  payer_days bigint,
  revenue_usd decimal(18,4))
partitioned by (dt string, run string)
row format serde 'org.apache.hive.hcatalog.data.JsonSerDe'
stored as textfile
location 's3://${hivevar:result_bucket}/reports/platform_monthly';

create external table if not exists rpt_platform_weekly (
  first_day string,
  country string,
  platform string,
  days bigint,
  active_user_days bigint,
  best_active_users bigint,
  new_users bigint,
  viewer_days bigint,
  watch_minutes decimal(18,2),
  live_hours decimal(18,2),
  chats bigint,
  gift_coins bigint,
  payer_days bigint,
  revenue_usd decimal(18,4))
partitioned by (dt string, run string)
row format serde 'org.apache.hive.hcatalog.data.JsonSerDe'
stored as textfile
location 's3://${hivevar:result_bucket}/reports/platform_weekly';

create external table if not exists rpt_retention (
  day_number int,
  cohort_day string,
  cohort_users bigint,
  retained_users bigint,
  retention decimal(9,4))
partitioned by (dt string, run string)
row format serde 'org.apache.hive.hcatalog.data.JsonSerDe'
stored as textfile
location 's3://${hivevar:result_bucket}/reports/retention';

create external table if not exists rpt_session_detail (
  session_id string,
  anchor_id bigint,
  started_at string,
  ended_at string,
  live_minutes decimal(18,2),
  peak_concurrent bigint,
  avg_concurrent decimal(18,2),
  unique_viewers bigint,
  watch_minutes decimal(18,2),
  stalls_per_viewer_hour decimal(18,4),
  coins bigint)
partitioned by (dt string, run string)
row format serde 'org.apache.hive.hcatalog.data.JsonSerDe'
stored as textfile
location 's3://${hivevar:result_bucket}/reports/session_detail';

create external table if not exists rpt_stream_quality (
  country string,
  network string,
  app_version string,
  samples bigint,
  stalled_samples bigint,
  stall_ratio decimal(9,6),
  avg_bitrate_kbps decimal(18,2),
  avg_fps decimal(9,2))
partitioned by (dt string, run string)
row format serde 'org.apache.hive.hcatalog.data.JsonSerDe'
stored as textfile
location 's3://${hivevar:result_bucket}/reports/stream_quality';

create external table if not exists rpt_viewer_funnel (
  country string,
  step int,
  name string,
  viewers bigint,
  share_of_opened decimal(9,4))
partitioned by (dt string, run string)
row format serde 'org.apache.hive.hcatalog.data.JsonSerDe'
stored as textfile
location 's3://${hivevar:result_bucket}/reports/viewer_funnel';
