namespace Nonolive.Hive.Functions;

internal static class TextFunctions
{
    public const string Rows = """
        upper,ucase(s) -> string = upper({0}) #golden
        lower,lcase(s) -> string = lower({0}) #golden
        length(s) -> int = CAST(length({0}) AS INTEGER) #golden
        length(B) -> int = CAST(octet_length({0}) AS INTEGER) #golden
        char_length,character_length(s) -> int = CAST(length({0}) AS INTEGER) #source
        octet_length(s) -> int = CAST(strlen({0}) AS INTEGER) #source
        trim(s) -> string = trim({0}, ' ') #golden
        ltrim(s) -> string = ltrim({0}, ' ') #golden
        rtrim(s) -> string = rtrim({0}, ' ') #golden
        reverse(s) -> string = reverse({0}) #golden
        repeat(s i) -> string = repeat({0}, {1}) #golden
        space(i) -> string = repeat(' ', {0}) #golden
        ascii(s) -> int = CASE WHEN {0} = '' THEN 0 ELSE ascii({0}) END #golden
        lpad(s i s) -> string = CASE WHEN {1} >= 0 AND {2} <> '' THEN lpad({0}, {1}, {2}) END #golden
        rpad(s i s) -> string = CASE WHEN {1} >= 0 AND {2} <> '' THEN rpad({0}, {1}, {2}) END #golden
        substr,substring(S i) -> string = CASE WHEN {1} < -length({0}) THEN left({0}, 0) ELSE substring({0}, CASE WHEN {1} = 0 THEN 1 ELSE {1} END) END #golden
        substr,substring(S i i) -> string = CASE WHEN {1} < -length({0}) OR {2} <= 0 THEN left({0}, 0) ELSE substring({0}, CASE WHEN {1} = 0 THEN 1 ELSE {1} END, {2}) END #golden
        substring_index(s s i) -> string = CASE WHEN {1} IS NULL OR {2} IS NULL THEN NULL WHEN {2} = 0 OR {1} = '' THEN left({0}, 0) WHEN {2} > 0 THEN array_to_string(list_slice(string_split({0}, {1}), 1, {2}), {1}) ELSE array_to_string(list_slice(string_split({0}, {1}), {2}, -1), {1}) END #golden
        instr(S s) -> int = CAST(strpos({0}, {1}) AS INTEGER) #golden
        locate(S S) -> int = CAST(strpos({1}, {0}) AS INTEGER) #golden
        locate(S S j) -> int = CAST(CASE WHEN coalesce({2}, 0) < 1 OR strpos(substring({1}, {2}), {0}) = 0 THEN CASE WHEN {1} IS NOT NULL AND {0} IS NOT NULL THEN 0 END ELSE strpos(substring({1}, {2}), {0}) + {2} - 1 END AS INTEGER) #golden
        replace(s s s) -> string = CASE WHEN {1} = '' AND {2} IS NOT NULL THEN {0} ELSE replace({0}, {1}, {2}) END #golden
        translate(s s s) -> string = hv_translate({0}, {1}, {2}) #golden
        initcap(s) -> string = hv_initcap({0}) #source
        soundex(s) -> string = hv_soundex({0}) #golden
        levenshtein(s s) -> int = CAST(hv_levenshtein({0}, {1}) AS INTEGER) #golden
        find_in_set(s s) -> int = CAST(CASE WHEN {0} IS NULL OR {1} IS NULL THEN NULL WHEN contains({0}, ',') THEN 0 ELSE coalesce(list_position(string_split({1}, ','), {0}), 0) END AS INTEGER) #golden
        split(s s) -> array<string> = hv_split({0}, {1}) #golden
        rlike,regexp(s s) -> boolean = hv_regexp({0}, {1}) #golden
        regexp_replace(s s s) -> string = hv_regexp_replace({0}, {1}, {2}) #golden
        regexp_extract(s s) -> string = hv_regexp_extract({0}, {1}, 1) #golden
        regexp_extract(s s i) -> string = hv_regexp_extract({0}, {1}, {2}) #golden
        parse_url(s s) -> string = hv_parse_url({0}, {1}) #golden
        parse_url(s s s) -> string = hv_parse_url_key({0}, {1}, {2}) #golden
        str_to_map(s) -> map<string,string> = hv_str_to_map({0}, ',', ':') #golden
        str_to_map(s s s) -> map<string,string> = hv_str_to_map({0}, {1}, {2}) #golden
        format_number(f i) -> string = hv_format_double({0}, {1}) #golden
        format_number(n i) -> string = hv_format_number(CAST({0} AS VARCHAR), {1}) #golden
        printf(s x*) -> string =  #golden
        base64(B) -> string = base64({0}) #golden
        unbase64(s) -> binary = from_base64({0}) #golden
        hex(B) -> string = hex({0}) #golden
        hex(l) -> string = hex({0}) #golden
        hex(s) -> string = hex({0}) #golden
        unhex(s) -> binary = CASE WHEN regexp_full_match({0}, '[0-9A-Fa-f]*') THEN unhex(CASE WHEN length({0}) % 2 = 1 THEN '0' || {0} ELSE {0} END) END #golden
        bin(l) -> string = bin({0}) #golden
        conv(s i i) -> string = hv_conv({0}, {1}, {2}) #golden
        chr(l) -> string = CASE WHEN {0} < 0 THEN '' ELSE chr(CAST({0} & 255 AS INTEGER)) END #source
        md5(s) -> string = md5({0}) #golden
        md5(B) -> string = md5({0}) #golden
        sha,sha1(s) -> string = sha1({0}) #golden
        sha,sha1(B) -> string = sha1({0}) #golden
        sha2(s i) -> string = hv_sha2(encode({0}), {1}) #golden
        sha2(B i) -> string = hv_sha2({0}, {1}) #golden
        crc32(s) -> bigint = hv_crc32(encode({0})) #golden
        crc32(B) -> bigint = hv_crc32({0}) #golden
        aes_encrypt(B B) -> binary = hv_aes_encrypt({0}, {1}) #golden
        aes_decrypt(B B) -> binary = hv_aes_decrypt({0}, {1}) #golden
        encode(s #) -> binary = hv_encode({0}, '{1}') #unverified
        decode(B #) -> string = hv_decode({0}, '{1}') #unverified
        mask(s) -> string = hv_mask({0}, 'X', 'x', 'n', '-1') #unverified
        xpath(s s) -> array<string> = hv_xpath({0}, {1}) #golden
        xpath_string(s s) -> string = hv_xpath_string({0}, {1}) #golden
        xpath_boolean(s s) -> boolean = hv_xpath_boolean({0}, {1}) #golden
        xpath_double,xpath_number(s s) -> double = hv_xpath_double({0}, {1}) #golden
        xpath_float(s s) -> float = CAST(hv_xpath_double({0}, {1}) AS FLOAT) #golden
        xpath_long(s s) -> bigint = CASE WHEN isnan(hv_xpath_double({0}, {1})) THEN 0 WHEN abs(hv_xpath_double({0}, {1})) >= 9223372036854775807 THEN 9223372036854775807 * CAST(sign(hv_xpath_double({0}, {1})) AS BIGINT) ELSE CAST(trunc(hv_xpath_double({0}, {1})) AS BIGINT) END #golden
        xpath_int(s s) -> int = CAST(CASE WHEN isnan(hv_xpath_double({0}, {1})) THEN 0 WHEN abs(hv_xpath_double({0}, {1})) >= 2147483647 THEN 2147483647 * CAST(sign(hv_xpath_double({0}, {1})) AS BIGINT) ELSE CAST(trunc(hv_xpath_double({0}, {1})) AS BIGINT) END AS INTEGER) #golden
        xpath_short(s s) -> smallint = CAST(xor((CASE WHEN isnan(hv_xpath_double({0}, {1})) THEN 0 WHEN abs(hv_xpath_double({0}, {1})) >= 2147483647 THEN 2147483647 * CAST(sign(hv_xpath_double({0}, {1})) AS BIGINT) ELSE CAST(trunc(hv_xpath_double({0}, {1})) AS BIGINT) END) & 65535, 32768) - 32768 AS SMALLINT) #golden
        get_json_object(s s) -> string = hv_get_json_object({0}, {1}) #golden
        """;
}
