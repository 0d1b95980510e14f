-- How well the streams played.
-- Grain: one row per country, network and app version.
use ${hivevar:database};

with samples as (
  select
    country, network, app_version,
    count(*) as samples,
    sum(cast(bitrate_kbps as bigint)) as bitrate_kbps,
    sum(cast(fps as bigint)) as fps,
    sum(case when stall_ms > 0 then 1 else 0 end) as stalled_samples,
    sum(cast(stall_ms as bigint)) as stall_ms
  from stg_events
  where dt = '${hivevar:dt}' and event_type = 'stream_quality'
  group by country, network, app_version
)

insert overwrite table rpt_stream_quality partition (dt = '${hivevar:dt}', run = '${hivevar:run_id}')
select
  country,
  network,
  app_version,
  samples,
  stalled_samples,
  cast(cast(stall_ms as decimal(18,0)) / cast(samples * 60000 as decimal(18,0)) as decimal(9,6)) as stall_ratio,
  cast(cast(bitrate_kbps as decimal(18,0)) / cast(samples as decimal(18,0)) as decimal(18,2)) as avg_bitrate_kbps,
  cast(cast(fps as decimal(18,0)) / cast(samples as decimal(18,0)) as decimal(9,2)) as avg_fps
from samples;
