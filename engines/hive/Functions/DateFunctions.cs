namespace Nonolive.Hive.Functions;

internal static class DateFunctions
{
    public const string Rows = """
        to_date(D) -> date = {0} #golden
        year(D) -> int = CAST(year({0}) AS INTEGER) #golden
        quarter(D) -> int = CAST(quarter({0}) AS INTEGER) #golden
        month(D) -> int = CAST(month({0}) AS INTEGER) #golden
        day,dayofmonth(D) -> int = CAST(day({0}) AS INTEGER) #golden
        dayofweek(D) -> int = CAST(dayofweek({0}) + 1 AS INTEGER) #golden
        weekofyear(D) -> int = CAST(weekofyear({0}) AS INTEGER) #golden
        hour(s) -> int = CAST(coalesce(hv_unix_timestamp({0}, 'yyyy-MM-dd HH:mm:ss'), hv_unix_timestamp({0}, 'HH:mm:ss')) // 3600 % 24 AS INTEGER) #golden
        minute(s) -> int = CAST(coalesce(hv_unix_timestamp({0}, 'yyyy-MM-dd HH:mm:ss'), hv_unix_timestamp({0}, 'HH:mm:ss')) // 60 % 60 AS INTEGER) #golden
        second(s) -> int = CAST(coalesce(hv_unix_timestamp({0}, 'yyyy-MM-dd HH:mm:ss'), hv_unix_timestamp({0}, 'HH:mm:ss')) % 60 AS INTEGER) #golden
        hour(T) -> int = CAST(hour({0}) AS INTEGER) #golden
        minute(T) -> int = CAST(minute({0}) AS INTEGER) #golden
        second(T) -> int = CAST(second({0}) AS INTEGER) #golden
        date_add(D i) -> date = ({0} + {1}) #golden
        date_sub(D i) -> date = ({0} - {1}) #golden
        datediff(D D) -> int = CAST({0} - {1} AS INTEGER) #golden
        add_months(D i) -> string = CAST(CASE WHEN {0} = last_day({0}) THEN last_day({0} + to_months({1})) ELSE CAST({0} + to_months({1}) AS DATE) END AS VARCHAR) #golden
        last_day(D) -> string = CAST(last_day({0}) AS VARCHAR) #golden
        next_day(D s) -> string = CAST(hv_next_day({0}, {1}) AS VARCHAR) #golden
        months_between(U U) -> double = hv_months_between({0}, {1}) #golden
        trunc(D s) -> string = CAST(CASE upper({1}) WHEN 'MONTH' THEN date_trunc('month', {0}) WHEN 'MON' THEN date_trunc('month', {0}) WHEN 'MM' THEN date_trunc('month', {0}) WHEN 'YEAR' THEN date_trunc('year', {0}) WHEN 'YYYY' THEN date_trunc('year', {0}) WHEN 'YY' THEN date_trunc('year', {0}) WHEN 'Q' THEN date_trunc('quarter', {0}) WHEN 'QUARTER' THEN date_trunc('quarter', {0}) END AS DATE)::VARCHAR #golden
        date_format(U s) -> string = hv_date_format({0}, {1}) #golden
        from_unixtime(l) -> string = hv_from_unixtime(hv_wall_seconds({0}), 'yyyy-MM-dd HH:mm:ss') #golden
        from_unixtime(l s) -> string = hv_from_unixtime(hv_wall_seconds({0}), {1}) #golden
        unix_timestamp,to_unix_timestamp(T) -> bigint = CAST(floor(hv_epoch_us({0}) / 1000000.0) AS BIGINT) #golden
        unix_timestamp,to_unix_timestamp(s) -> bigint = hv_epoch_seconds(hv_unix_timestamp({0}, 'yyyy-MM-dd HH:mm:ss')) #golden
        unix_timestamp,to_unix_timestamp(s s) -> bigint = hv_epoch_seconds(hv_unix_timestamp({0}, {1})) #golden
        from_utc_timestamp(V s) -> timestamp = hv_from_utc({0}, {1}) #golden
        to_utc_timestamp(V s) -> timestamp = hv_to_utc({0}, {1}) #golden
        floor_year(T) -> timestamp = date_trunc('year', {0}) #source
        floor_quarter(T) -> timestamp = date_trunc('quarter', {0}) #source
        floor_month(T) -> timestamp = date_trunc('month', {0}) #source
        floor_day(T) -> timestamp = date_trunc('day', {0}) #source
        floor_hour(T) -> timestamp = date_trunc('hour', {0}) #source
        floor_minute(T) -> timestamp = date_trunc('minute', {0}) #source
        floor_second(T) -> timestamp = date_trunc('second', {0}) #source
        """;
}
