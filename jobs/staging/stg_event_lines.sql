-- Every line of the event files that belongs to the business day, parsed and typed, with the reason why it is no event.
-- Grain: one row per line; `reason` is null where the line is an event.
--
-- A line belongs to the business day of its event_time. A line without a usable event_time belongs to the day of the hour
-- it arrived in, so that every line belongs to exactly one day. An event may arrive up to 72 hours after it happened, and
-- by a fast clock up to 2 hours before; the arrival days read here follow from these two numbers.
use ${hivevar:database};

with lines as (
  select
    line,
    input__file__name as source_object,
    block__offset__inside__file as source_offset,
    (cast(datediff(dt, '1970-01-01') as bigint) * 24 + cast(hour as bigint)) * 3600000 as arrival_ms,
    -- A parser's stack ends before such a line's brackets do, and no app writes one. Short lines need no count of brackets.
    case
      when octet_length(line) > 1024 then
        case
          when length(line) > 65536 then 'line too long'
          when length(line) - length(translate(line, '[{', '')) > 200 then 'nested too deep'
        end
      when line is null or line = '' then 'empty line'
      when line like ' %' then case when trim(line) = '' then 'empty line' end
    end as unreadable
  from raw_events
  where dt in (
    '${hivevar:dt_before}', '${hivevar:dt}', '${hivevar:dt_after1}', '${hivevar:dt_after2}', '${hivevar:dt_after3}', '${hivevar:dt_after4}')
),

fields as (
  select
    lines.line, lines.source_object, lines.source_offset, lines.arrival_ms, lines.unreadable,
    json.event_id, json.event_type, json.event_time, json.received_at, json.user_id, json.device_id, json.session_id,
    json.anchor_id, json.platform, json.app_version, json.country, json.network
  from lines
  lateral view json_tuple(
    case when lines.unreadable is null then lines.line end,
    'event_id', 'event_type', 'event_time', 'received_at', 'user_id', 'device_id', 'session_id', 'anchor_id', 'platform',
    'app_version', 'country', 'network') json
    as event_id, event_type, event_time, received_at, user_id, device_id, session_id, anchor_id, platform, app_version,
      country, network
),

shaped as (
  select
    fields.*,
    -- 2026-03-02T10:00:00.123Z as Hive writes it; whether it had exactly this shape is looked at below.
    cast(translate(event_time, 'TZ', ' ') as timestamp) as event_timestamp,
    cast(translate(received_at, 'TZ', ' ') as timestamp) as received_timestamp,
    -- One expression for all shapes: what exactly is wrong is looked for only where it does not fit.
    concat_ws('|',
      coalesce(event_time, ''), coalesce(received_at, ''), coalesce(event_id, ''), coalesce(user_id, ''),
      coalesce(session_id, ''), coalesce(anchor_id, ''), coalesce(country, ''))
      rlike '^([1-9][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3])(:[0-5][0-9]){2}(\\.[0-9]{3})?Z\\|){2}[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\\|(0|[1-9][0-9]{0,17})?\\|([0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})?\\|(0|[1-9][0-9]{0,17})?\\|([A-Z]{2})?\\z' as well_formed
  from fields
),

-- A time is good where it reads back as it was written, which 30 February and hour 24 do not. Where the shape fits, the day
-- alone can differ.
checked as (
  select
    shaped.*,
    coalesce(
      case
        when well_formed then day(event_timestamp) = cast(substr(event_time, 9, 2) as int)
        else (event_time like '____-__-__T__:__:__.___Z' or event_time like '____-__-__T__:__:__Z')
          and substr(cast(event_timestamp as string), 1, 19) = concat(substr(event_time, 1, 10), ' ', substr(event_time, 12, 8))
      end,
      false) as has_time,
    coalesce(
      case
        when well_formed then day(received_timestamp) = cast(substr(received_at, 9, 2) as int)
        else (received_at like '____-__-__T__:__:__.___Z' or received_at like '____-__-__T__:__:__Z')
          and substr(cast(received_timestamp as string), 1, 19) = concat(substr(received_at, 1, 10), ' ', substr(received_at, 12, 8))
      end,
      false) as has_received
  from shaped
),

times as (
  select
    checked.*,
    case when has_time then cast(event_timestamp as bigint) * 1000 + coalesce(cast(substr(event_time, 21, 3) as int), 0) end as event_ms,
    case when has_received then cast(received_timestamp as bigint) * 1000 + coalesce(cast(substr(received_at, 21, 3) as int), 0) end as received_ms
  from checked
),

timed as (
  select
    times.*,
    event_ms < arrival_ms - 259200000 as too_old,
    event_ms >= arrival_ms + 7200000 as too_new
  from times
),

of_day as (
  select timed.*, case when event_type = 'stream_quality' then line end as measured_line
  from timed
  where cast(case when event_ms is null or too_old or too_new then arrival_ms else event_ms end as timestamp)
      >= to_utc_timestamp('${hivevar:dt} 00:00:00', '${hivevar:business_zone}')
    and cast(case when event_ms is null or too_old or too_new then arrival_ms else event_ms end as timestamp)
      < to_utc_timestamp('${hivevar:dt_after1} 00:00:00', '${hivevar:business_zone}')
),

measured as (
  select
    of_day.*,
    get_json_object(measured_line, '$.props.bitrate_kbps') as bitrate_kbps,
    get_json_object(measured_line, '$.props.fps') as fps,
    get_json_object(measured_line, '$.props.stall_ms') as stall_ms
  from of_day
)

insert overwrite table stg_event_lines partition (dt = '${hivevar:dt}')
select
  lower(event_id) as event_id,
  event_type,
  event_ms,
  received_ms,
  cast(user_id as bigint) as user_id,
  coalesce(user_id, concat('device:', device_id)) as viewer,
  lower(session_id) as session_id,
  cast(anchor_id as bigint) as anchor_id,
  platform,
  coalesce(app_version, 'unknown') as app_version,
  coalesce(country, 'ZZ') as country,
  coalesce(network, 'unknown') as network,
  cast(bitrate_kbps as int) as bitrate_kbps,
  cast(fps as int) as fps,
  cast(stall_ms as int) as stall_ms,
  source_object,
  source_offset,
  arrival_ms,
  reason,
  case when reason is not null then line end as line
from (
  select
    measured.*,
    case
      when unreadable is not null then unreadable
      when event_id is null and event_type is null and event_time is null and device_id is null then 'not a JSON object of an event'
      when not has_time then 'event_time is no time'
      when too_old then 'event_time is older than 72 hours'
      when too_new then 'event_time is after the arrival'
      when device_id is null or device_id = '' or length(device_id) > 128 then 'device_id is missing or too long'
      when event_type is null or event_type not in (
        'app_open', 'room_enter', 'room_heartbeat', 'room_leave', 'chat_message', 'like', 'share', 'gift_panel_open',
        'follow_click', 'stream_quality') then 'event_type is unknown'
      when not has_received then 'received_at is no time'
      when platform is null or platform not in ('ios', 'android') then 'platform is unknown'
      when not well_formed then
        case
          when event_id is null or not event_id rlike '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\\z' then 'event_id is no UUID'
          when not user_id rlike '^(0|[1-9][0-9]{0,17})?\\z' then 'user_id is no number'
          when not session_id rlike '^([0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})?\\z' then 'session_id is no UUID'
          when not anchor_id rlike '^(0|[1-9][0-9]{0,17})?\\z' then 'anchor_id is no number'
          else 'country is no code of two letters'
        end
      when user_id = '' or anchor_id = '' or session_id = '' or country = '' then 'a field is an empty text'
      when event_type <> 'app_open' and (session_id is null or anchor_id is null) then 'broadcast is missing'
      when event_type = 'stream_quality' and not (
          coalesce(bitrate_kbps rlike '^[0-9]{1,6}\\z', false) and coalesce(fps rlike '^[0-9]{1,3}\\z', false)
          and coalesce(stall_ms rlike '^[0-9]{1,5}\\z', false) and cast(stall_ms as int) <= 60000)
        then 'measurements are missing or out of range'
      when length(app_version) > 32 or length(network) > 32 then 'app_version or network is too long'
    end as reason
  from measured
) judged;
