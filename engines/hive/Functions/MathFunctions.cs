namespace Nonolive.Hive.Functions;

internal static class MathFunctions
{
    public const string Rows = """
        ln(f) -> double = CASE WHEN {0} > 0 THEN ln({0}) END #golden
        log10(f) -> double = CASE WHEN {0} > 0 THEN log10({0}) END #golden
        log2(f) -> double = CASE WHEN {0} > 0 THEN ln({0}) / ln(2.0::DOUBLE) END #golden
        log(f) -> double = CASE WHEN {0} > 0 THEN ln({0}) END #golden
        log(f f) -> double = CASE WHEN {0} > 1 AND {1} > 0 THEN ln({1}) / ln({0}) END #golden
        exp(f) -> double = exp({0}) #golden
        sqrt(f) -> double = CASE WHEN {0} >= 0 THEN sqrt({0}) END #golden
        cbrt(f) -> double = hv_cbrt({0}) #golden
        pow,power(f f) -> double = pow({0}, {1}) #golden
        sin(f) -> double = sin({0}) #golden
        cos(f) -> double = cos({0}) #golden
        tan(f) -> double = tan({0}) #golden
        asin(f) -> double = CASE WHEN abs({0}) > 1 OR isnan({0}) THEN 'NaN'::DOUBLE ELSE asin({0}) END #golden
        acos(f) -> double = CASE WHEN abs({0}) > 1 OR isnan({0}) THEN 'NaN'::DOUBLE ELSE acos({0}) END #golden
        atan(f) -> double = atan({0}) #golden
        degrees(f) -> double = ({0} * 180.0::DOUBLE / pi()) #golden
        radians(f) -> double = ({0} / 180.0::DOUBLE * pi()) #golden
        e() -> double = exp(1.0::DOUBLE) #golden
        pi() -> double = pi() #golden
        sign(f) -> double = CAST(sign({0}) AS DOUBLE) #golden
        factorial(i) -> bigint = CASE WHEN {0} BETWEEN 0 AND 20 THEN CAST(factorial({0}) AS BIGINT) END #golden
        shiftleft(i i) -> int = CAST(xor(((CAST({0} AS HUGEINT) * CAST(pow(2, {1} & 31) AS HUGEINT)) % 4294967296 + 4294967296) % 4294967296, 2147483648) - 2147483648 AS INTEGER) #golden
        shiftright(i i) -> int = ({0} >> ({1} & 31)) #golden
        shiftright(l i) -> bigint = ({0} >> CAST({1} & 63 AS BIGINT)) #golden
        width_bucket(f f f i) -> int = CAST(CASE WHEN {0} < {1} THEN 0 WHEN {0} >= {2} THEN {3} + 1 ELSE floor(({0} - {1}) / ({2} - {1}) * {3}) + 1 END AS INTEGER) #unverified
        greatest(c c*) -> c = CASE WHEN list_contains(list_transform([{*}], lambda x: x IS NULL), true) THEN NULL ELSE greatest({*}) END #golden
        least(c c*) -> c = CASE WHEN list_contains(list_transform([{*}], lambda x: x IS NULL), true) THEN NULL ELSE least({*}) END #golden
        rand() -> double = random() #source
        """;
}
