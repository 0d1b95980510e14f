-- How complete and how fresh the day's data is, per source.
-- Grain: one row per source: the app events, and each table with changes on the day.
use ${hivevar:database};

with event_lines as (
  select
    count(*) as rows_in,
    coalesce(sum(case when reason is not null then 1 else 0 end), cast(0 as bigint)) as quarantined
  from stg_event_lines
  where dt = '${hivevar:dt}'
),

events as (
  select
    count(*) as counted,
    coalesce(sum(case when received_ms - event_ms > 300000 then 1 else 0 end), cast(0 as bigint)) as late,
    max(received_ms - event_ms) as max_delay_ms
  from stg_events
  where dt = '${hivevar:dt}'
),

event_measures as (
  select rows_in, cast(0 as bigint) as counted, quarantined, cast(0 as bigint) as late, cast(null as bigint) as max_delay_ms
  from event_lines
  union all
  select cast(0 as bigint) as rows_in, counted, cast(0 as bigint) as quarantined, late, max_delay_ms
  from events
),

-- The name of a change file is the time it was written: yyyyMMdd-HHmmssfff (UTC).
changes as (
  select
    source_table, row_key, change_seq, reason,
    regexp_extract(source_object, '([0-9]{8}-[0-9]{9})[^/]*$', 1) as written,
    dms_commit_ts
  from stg_changes
  where dt = '${hivevar:dt}'
),

delays as (
  select
    source_table, row_key, change_seq, reason,
    cast(datediff(concat_ws('-', substr(written, 1, 4), substr(written, 5, 2), substr(written, 7, 2)), substr(dms_commit_ts, 1, 10)) as bigint) * 86400000
      + (cast(substr(written, 10, 2) as bigint) - cast(substr(dms_commit_ts, 12, 2) as bigint)) * 3600000
      + (cast(substr(written, 12, 2) as bigint) - cast(substr(dms_commit_ts, 15, 2) as bigint)) * 60000
      + (cast(substr(written, 14, 2) as bigint) - cast(substr(dms_commit_ts, 18, 2) as bigint)) * 1000
      + (cast(substr(written, 16, 3) as bigint) - cast(substr(dms_commit_ts, 21, 3) as bigint)) as delay_ms
  from changes
),

-- A change that is delivered twice counts once, by its first delivery.
deliveries as (
  select source_table, row_key, change_seq, reason, count(*) as times, min(delay_ms) as delay_ms
  from delays
  group by source_table, row_key, change_seq, reason
),

change_measures as (
  select
    source_table,
    sum(times) as rows_in,
    sum(case when reason is null then 1 else 0 end) as counted,
    sum(case when reason is not null then times else cast(0 as bigint) end) as quarantined,
    sum(case when reason is null and delay_ms > 300000 then 1 else 0 end) as late,
    max(case when reason is null then delay_ms end) as max_delay_ms
  from deliveries
  group by source_table
),

sources as (
  select
    'app_events' as source, sum(rows_in) as rows_in, sum(counted) as counted, sum(quarantined) as quarantined, sum(late) as late,
    max(max_delay_ms) as max_delay_ms
  from event_measures
  union all
  select source_table as source, rows_in, counted, quarantined, late, max_delay_ms
  from change_measures
)

insert overwrite table rpt_data_quality partition (dt = '${hivevar:dt}', run = '${hivevar:run_id}')
select
  source,
  rows_in,
  counted,
  rows_in - counted - quarantined as duplicated,
  quarantined,
  late,
  cast(cast(max_delay_ms as decimal(18,0)) / 1000 as decimal(18,3)) as max_delay_seconds
from sources;
