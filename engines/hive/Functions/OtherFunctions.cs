namespace Nonolive.Hive.Functions;

/// <summary>Conditional, collection and miscellaneous functions; those with an empty template are bound by the binder itself.</summary>
internal static class OtherFunctions
{
    public const string Rows = """
        if(b c c) -> c = CASE WHEN {0} THEN {1} ELSE {2} END #golden
        coalesce(c*) -> c = coalesce({*}) #golden
        nvl(c c) -> c = coalesce({0}, {1}) #golden
        nullif(a a) -> =0 =  #golden
        isnull(a) -> boolean = ({0} IS NULL) #golden
        isnotnull(a) -> boolean = ({0} IS NOT NULL) #source
        istrue(b) -> boolean = ({0} IS TRUE) #source
        isfalse(b) -> boolean = ({0} IS FALSE) #source
        isnottrue(b) -> boolean = ({0} IS NOT TRUE) #source
        isnotfalse(b) -> boolean = ({0} IS NOT FALSE) #source
        assert_true(b) -> string = CASE WHEN coalesce({0}, false) THEN NULL ELSE error('ASSERT_TRUE(): assertion failed.') END #golden
        size(A) -> int = CAST(coalesce(len({0}), -1) AS INTEGER) #golden
        size(M) -> int = CAST(coalesce(cardinality({0}), -1) AS INTEGER) #golden
        sort_array(A) -> =0 = list_sort({0}, 'ASC', 'NULLS FIRST') #golden
        array_contains(A e) -> boolean = coalesce(list_contains({0}, {1}), false) #golden
        map_keys(M) -> [k] = coalesce(map_keys({0}), []) #golden
        map_values(M) -> [e] = coalesce(map_values({0}), []) #golden
        version() -> string = '3.1.3' #unverified
        concat(S*) -> string =  #golden
        concat_ws(s a*) -> string =  #golden
        array(c*) -> [c] =  #golden
        map(a*) -> string =  #golden
        struct(a*) -> string =  #golden
        named_struct(a*) -> string =  #golden
        elt(j s*) -> string = list_extract([{1*}], CASE WHEN {0} >= 1 THEN {0} END) #golden
        field(x x*) -> int =  #golden
        hash(a*) -> int =  #golden
        round(n i) -> string =  #golden
        bround(n i) -> string =  #golden
        floor(n) -> string =  #golden
        ceil,ceiling(n) -> string =  #golden
        abs(n) -> n = abs({0}) #golden
        negative(n) -> n = (-{0}) #golden
        positive(n) -> n = {0} #source
        pmod(n n) -> string =  #golden
        current_date() -> date =  #source
        current_timestamp() -> timestamp =  #source
        current_database() -> string =  #golden
        grouping(a*) -> int =  #golden
        """;

    public const string Tables = """
        explode(a) -> string =  #golden
        posexplode(a) -> string =  #golden
        inline(A) -> string =  #golden
        stack(i a*) -> string =  #golden
        json_tuple(s s*) -> string =  #golden
        parse_url_tuple(s s*) -> string =  #golden
        """;
}
