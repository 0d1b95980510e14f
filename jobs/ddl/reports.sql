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
