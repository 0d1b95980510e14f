using Nonolive.Hive.Session;

namespace Nonolive.Hive.Grammar;

/// <summary>Statements by their first words.</summary>
internal sealed partial class Parser
{
    private static readonly string[] Beginnings =
        ["select", "from", "with", "insert", "create", "drop", "alter", "use", "msck", "show", "describe", "explain", "truncate", "load", "analyze", "set", "values"];

    private Statement ReadStatement()
    {
        var at = Current.At;
        if (AtSymbol("(") || At("select") || At("values"))
            return new QueryStatement(at, ReadQuery());
        if (At("with") || At("from") || At("insert"))
            return ReadInsertOrQuery();
        switch (Current.Text.ToLowerInvariant())
        {
            case "create":
                return ReadCreate();
            case "drop":
                return ReadDrop();
            case "alter":
                return ReadAlter();
            case "use":
                Take();
                return new UseDatabase(at, Name("a database name"));
            case "msck":
                Take();
                Expect("repair");
                Expect("table");
                return new RepairTable(at, ReadTableName());
            case "show":
                return ReadShow();
            case "describe" or "desc":
                return ReadDescribe();
            case "explain":
                Take();
                foreach (var option in (string[])["extended", "formatted", "cbo", "logical", "vectorization", "dependency", "authorization", "rewrite"])
                    TryWord(option);
                return new ExplainStatement(at, ReadStatement());
            case "truncate":
                Take();
                Expect("table");
                return new TruncateTable(at, ReadTableName(), ReadPartition());
            case "load":
                return ReadLoad();
            case "analyze":
                Take();
                Expect("table");
                var analysed = ReadTableName();
                ReadPartition();
                _next = _tokens.Count - 1;
                return new AnalyzeTable(at, analysed);
            case "export" or "import" or "update" or "delete" or "merge" or "grant" or "revoke" or "lock" or "unlock" or "reload" or "abort" or "kill"
                or "start" or "commit" or "rollback" or "prepare" or "execute" or "cache" or "refresh" or "replace":
                throw HiveFault.Refused($"The statement {Current.Text.ToUpperInvariant()}", at);
            default:
                throw HiveFault.Parse($"cannot recognize input near '{_text[at..Current.Until]}'.", at, Closest.Hint(Current.Text, Beginnings));
        }
    }

    private Statement ReadInsertOrQuery()
    {
        var at = Current.At;
        var start = _next;
        var ctes = ReadCtes();
        if (At("insert"))
        {
            var target = ReadTarget();
            var source = ReadQuery();
            return new InsertStatement(at, ctes, null, [new InsertBranch(target.At, target, source)]);
        }
        if (At("from"))
        {
            var from = ReadFrom();
            if (At("insert"))
                return ReadBranches(at, ctes, from);
        }
        _next = start;
        return new QueryStatement(at, ReadQuery());
    }

    private InsertStatement ReadBranches(int at, List<Cte> ctes, FromItem from)
    {
        var branches = new List<InsertBranch>();
        while (At("insert"))
        {
            var target = ReadTarget();
            var selectAt = Current.At;
            branches.Add(new InsertBranch(target.At, target, new Query(selectAt, [], ReadSelect(from))));
        }
        return new InsertStatement(at, ctes, from, branches);
    }

    private InsertTarget ReadTarget()
    {
        var at = Take().At;
        var overwrite = TryWord("overwrite");
        if (!overwrite)
            Expect("into");
        var local = TryWord("local");
        if (TryWord("directory"))
        {
            if (!overwrite)
                throw HiveFault.Parse("INSERT INTO DIRECTORY is not HiveQL.", at, "Write INSERT OVERWRITE DIRECTORY.");
            var location = Text("the directory in quotes");
            return new DirectoryTarget(at, location, local, ReadFormat());
        }
        TryWord("table");
        var table = ReadTableName();
        var columns = AtSymbol("(") && !Peek().Is("select") ? Parenthesised(() => Name("a column name")) : [];
        var partition = ReadPartition();
        var ifNotExists = IfNotExists();
        if (columns.Count == 0 && AtSymbol("(") && !Peek().Is("select") && !Peek().Is("with") && !Peek().Is("from") && !Peek().IsSymbol("("))
            columns = Parenthesised(() => Name("a column name"));
        return new TableTarget(at, table, overwrite, partition, ifNotExists, columns);
    }

    private List<PartitionItem> ReadPartition() => !TryWord("partition") ? [] : Parenthesised(() =>
    {
        var at = Current.At;
        var name = Name("a partition column");
        var sign = Current.Kind == TokenKind.Symbol && Current.Text is "=" or "<" or ">" or "<=" or ">=" or "<>" or "!=" ? Take().Text : null;
        return new PartitionItem(at, name, sign is null ? null : ReadExpression(), sign ?? "=");
    });

    private LoadData ReadLoad()
    {
        var at = Take().At;
        Expect("data");
        var local = TryWord("local");
        Expect("inpath");
        var path = Text("the path in quotes");
        var overwrite = TryWord("overwrite");
        Expect("into");
        Expect("table");
        return new LoadData(at, path, local, overwrite, ReadTableName(), ReadPartition());
    }

    private Statement ReadCreate()
    {
        var at = Take().At;
        if (TryWord("database") || TryWord("schema"))
            return ReadCreateDatabase(at);
        if (At("view") || At("or"))
            return ReadCreateView(at);
        var temporary = TryWord("temporary");
        if (At("function") || At("macro") || At("index") || At("materialized") || At("role") || At("transactional"))
            throw Refuse($"CREATE {Current.Text.ToUpperInvariant()}");
        var external = TryWord("external");
        Expect("table");
        return ReadCreateTable(at, temporary, external);
    }

    private CreateDatabase ReadCreateDatabase(int at)
    {
        var ifNotExists = IfNotExists();
        var name = Name("a database name");
        var comment = TryWord("comment") ? Text() : null;
        var location = TryWord("location") ? Text() : null;
        if (TryWords("with", "dbproperties"))
            ReadProperties();
        return new CreateDatabase(at, name, ifNotExists, comment, location);
    }

    private CreateView ReadCreateView(int at)
    {
        var replace = TryWords("or", "replace");
        Expect("view");
        var ifNotExists = IfNotExists();
        var name = ReadTableName();
        var columns = !AtSymbol("(") ? [] : Parenthesised(() =>
        {
            var column = Name("a column name");
            if (TryWord("comment"))
                Text();
            return column;
        });
        if (TryWord("comment"))
            Text();
        if (At("partitioned"))
            throw Refuse("A partitioned view");
        if (TryWord("tblproperties"))
            ReadProperties();
        Expect("as");
        var start = Current.At;
        var query = ReadQuery();
        return new CreateView(at, name, ifNotExists, replace, columns, query, TextSince(start));
    }

    private Statement ReadDrop()
    {
        var at = Take().At;
        if (TryWord("database") || TryWord("schema"))
        {
            var ifExists = IfExists();
            var name = Name("a database name");
            var cascade = TryWord("cascade");
            if (!cascade)
                TryWord("restrict");
            return new DropDatabase(at, name, ifExists, cascade);
        }
        var view = TryWord("view");
        if (!view)
            Expect("table");
        var exists = IfExists();
        var table = ReadTableName();
        TryWord("purge");
        return new DropTable(at, table, exists, view);
    }
}
