using Nonolive.Hive.Metastore;

namespace Nonolive.Hive.Grammar;

/// <summary>ALTER, SHOW and DESCRIBE.</summary>
internal sealed partial class Parser
{
    private AlterTable ReadAlter()
    {
        var at = Take().At;
        if (At("database") || At("schema"))
            throw Refuse("ALTER DATABASE");
        var view = TryWord("view");
        if (!view)
            Expect("table");
        var name = ReadTableName();
        var partition = ReadPartition();
        return new AlterTable(at, name, partition, ReadAction(), view);
    }

    private AlterAction ReadAction()
    {
        var at = Current.At;
        if (TryWord("add"))
            return TryWord("columns") ? new AddColumns(at, Parenthesised(ReadColumn), false) : ReadAddPartitions(at);
        if (TryWords("replace", "columns"))
            return new AddColumns(at, Parenthesised(ReadColumn), true);
        if (TryWord("drop"))
        {
            var ifExists = IfExists();
            var specs = List<IReadOnlyList<PartitionItem>>(() => At("partition") ? ReadPartition() : throw Unexpected("PARTITION"));
            TryWord("purge");
            return new DropPartitions(at, ifExists, specs);
        }
        if (TryWords("rename", "to"))
            return At("partition") ? new RenamePartition(at, ReadPartition()) : new RenameTable(at, ReadTableName());
        if (TryWord("change"))
            return ReadChange(at);
        if (TryWords("set", "location"))
            return new SetLocation(at, Text("the location in quotes"));
        if (TryWords("set", "tblproperties"))
            return new SetProperties(at, ReadProperties(), false);
        if (TryWords("unset", "tblproperties"))
        {
            IfExists();
            return new UnsetProperties(at, Parenthesised(() => Text()));
        }
        if (TryWords("set", "serdeproperties"))
            return new SetProperties(at, ReadProperties(), true);
        if (TryWords("set", "serde"))
        {
            var serde = Text("the SerDe's class in quotes");
            var properties = TryWords("with", "serdeproperties") ? ReadProperties() : [];
            return new SetSerDe(at, WithSerDe(HiveFormat.Text, serde, properties));
        }
        if (TryWords("set", "fileformat"))
            return new SetSerDe(at, ReadStoredAs());
        if (TryWord("touch") || TryWord("concatenate"))
            return new NoAction(at);
        throw Refuse($"ALTER TABLE … {Current.Text.ToUpperInvariant()}");
    }

    private AddPartitions ReadAddPartitions(int at)
    {
        var ifNotExists = IfNotExists();
        var partitions = new List<(IReadOnlyList<PartitionItem>, string?)>();
        do
        {
            if (!At("partition"))
                throw Unexpected("PARTITION");
            var spec = ReadPartition();
            partitions.Add((spec, TryWord("location") ? Text("the location in quotes") : null));
            TrySymbol(",");
        }
        while (At("partition"));
        return new AddPartitions(at, ifNotExists, partitions);
    }

    private ChangeColumn ReadChange(int at)
    {
        TryWord("column");
        var old = Name("a column name");
        var column = ReadColumn();
        var first = TryWord("first");
        var after = !first && TryWord("after") ? Name("a column name") : null;
        if (!TryWord("cascade"))
            TryWord("restrict");
        return new ChangeColumn(at, old, column, first, after);
    }

    private ShowStatement ReadShow()
    {
        var at = Take().At;
        string? Pattern() => TryWord("like") || Current.Kind == TokenKind.Text ? Text("a pattern in quotes") : null;
        string? In() => TryWord("in") || TryWord("from") ? Name("a database name") : null;
        if (TryWord("databases") || TryWord("schemas"))
            return new ShowStatement(at, "databases", Pattern(), null, null, []);
        if (At("tables") || At("views"))
        {
            var what = Take().Text.ToLowerInvariant();
            var database = In();
            return new ShowStatement(at, what, Pattern(), null, database, []);
        }
        if (TryWord("partitions"))
        {
            var table = ReadTableName();
            return new ShowStatement(at, "partitions", null, table, null, ReadPartition());
        }
        if (TryWords("create", "table"))
            return new ShowStatement(at, "create table", null, ReadTableName(), null, []);
        if (TryWord("columns"))
        {
            if (!TryWord("in"))
                Expect("from");
            var table = ReadTableName();
            var database = In();
            return new ShowStatement(at, "columns", Pattern(), database is null ? table : table with { Database = database }, database, []);
        }
        if (TryWord("functions"))
            return new ShowStatement(at, "functions", Pattern(), null, null, []);
        if (TryWord("tblproperties"))
        {
            var table = ReadTableName();
            return new ShowStatement(at, "tblproperties", AtSymbol("(") ? Parenthesised(() => Text())[0] : null, table, null, []);
        }
        throw Refuse($"SHOW {Current.Text.ToUpperInvariant()}");
    }

    private DescribeStatement ReadDescribe()
    {
        var at = Take().At;
        if (TryWord("database") || TryWord("schema"))
        {
            TryWord("extended");
            return new DescribeStatement(at, "database", null, Name("a database name"), false, false, [], null);
        }
        if (TryWord("function"))
        {
            var extended = TryWord("extended");
            var name = Current.Kind == TokenKind.End ? throw Unexpected("a function name") : Take().Text.ToLowerInvariant();
            return new DescribeStatement(at, "function", null, name, extended, false, [], null);
        }
        var isExtended = TryWord("extended");
        var formatted = !isExtended && TryWord("formatted");
        TryWord("table");
        var table = ReadTableName();
        var partition = ReadPartition();
        return new DescribeStatement(at, "table", table, null, isExtended, formatted, partition, IsName(Current) ? Name() : null);
    }
}
