using Nonolive.Hive.Session;

namespace Nonolive.Hive.Semantics;

/// <summary>
/// The functions that DuckDB cannot express with Hive's exact results, in C#, registered on a session's DuckDB when a
/// statement first uses them. Text is VARCHAR, arrays are VARCHAR[]; NULL in gives NULL out where nothing else is said.
/// </summary>
/// <remarks>
/// What the emitter calls: json: hv_get_json_object(json, path), hv_json_fields_N(json, VARCHAR[] paths) and hv_json_tuple_N(json, VARCHAR[] keys) → STRUCT(c0 VARCHAR, …);
/// text (Java regular expressions): hv_regexp(text, pattern) → BOOLEAN (RLIKE: find), hv_regexp_replace(text, pattern, replacement),
/// hv_regexp_extract(text, pattern, INTEGER group), hv_split(text, pattern) → VARCHAR[], hv_parse_url(url, part),
/// hv_parse_url_key(url, part, key), hv_str_to_map(text, d1, d2) → MAP(VARCHAR, VARCHAR), hv_sentences, hv_soundex(text),
/// hv_levenshtein(a, b) → INTEGER, hv_printf(format, args as VARCHAR[]), hv_format_number(DECIMAL as VARCHAR, INTEGER),
/// hv_initcap(text), hv_translate(text, from, to); dates (TimeZone UTC; TIMESTAMP in µs): hv_date_format(TIMESTAMP, pattern),
/// hv_unix_timestamp(text, pattern) → BIGINT, hv_from_unixtime(BIGINT seconds, pattern), hv_to_timestamp(text) → TIMESTAMP
/// (Hive's cast string → timestamp), hv_to_date(text) → DATE (cast string → date, lenient as java.sql.Date in 3.1),
/// hv_from_utc(TIMESTAMP, zone) and hv_to_utc(TIMESTAMP, zone) → TIMESTAMP, hv_months_between(TIMESTAMP, TIMESTAMP) → DOUBLE,
/// hv_next_day(DATE, text) → DATE; numbers: hv_double_text(DOUBLE) and hv_float_text(FLOAT) → VARCHAR (Java's Double.toString),
/// hv_parse_double(text) → DOUBLE (Hive's cast string → double), hv_parse_bigint(text) → BIGINT (cast string → integers:
/// truncates '12.7', NULL when out of range), hv_parse_decimal(text, INTEGER precision, INTEGER scale) → VARCHAR (text of the rounded decimal or NULL),
/// hv_conv(text, INTEGER, INTEGER), hv_hash(text of a type tag, …) not here: see the emitter; hashes hv_crc32(BLOB) → BIGINT, hv_sha1, hv_sha2(BLOB, INTEGER),
/// hv_aes_encrypt/decrypt(BLOB, BLOB) → BLOB, hv_mask*(text, upper, lower, digit, other);
/// aggregates over lists: hv_percentile_approx(DOUBLE[], DOUBLE p, INTEGER b) → DOUBLE,
/// hv_percentile_approx_array(DOUBLE[], DOUBLE[], INTEGER b) → DOUBLE[], hv_histogram_numeric(DOUBLE[], INTEGER b) → STRUCT(x DOUBLE, y DOUBLE)[],
/// hv_ngrams and hv_context_ngrams are refused.
/// </remarks>
public interface IFunctionLibrary
{
    /// <summary>Whether there is a function of this name.</summary>
    bool Contains(string name);

    /// <summary>Registers the function on the engine's DuckDB; the session calls this once per name and connection.</summary>
    void Register(string name, IEngine engine);
}
