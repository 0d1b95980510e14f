using System.Text.Json;
using System.Text.Json.Serialization;
using Nonolive.Hive.Types;

namespace Nonolive.Hive.Metastore;

/// <summary>Keeps a metastore as JSON between runs of the shell (<c>--lake</c>); saving replaces the file in one step.</summary>
public static class MetastoreFile
{
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        Converters = { new HiveTypeConverter() },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Reads a saved metastore; an empty one where there is no file.</summary>
    public static InMemoryMetastore Load(string path)
    {
        var metastore = new InMemoryMetastore();
        if (!File.Exists(path))
            return metastore;
        SavedMetastore? saved;
        try
        {
            saved = JsonSerializer.Deserialize<SavedMetastore>(File.ReadAllText(path), Options);
        }
        catch (JsonException e)
        {
            throw MetastoreErrors.NotAMetastore(path, e.Message.TrimEnd('.'));
        }
        foreach (var database in saved?.Databases ?? [])
        {
            metastore.AddDatabase(database.Database);
            foreach (var table in database.Tables)
            {
                metastore.AddTable(table.Table);
                foreach (var partition in table.Partitions)
                    metastore.AddPartition(database.Database.Name, table.Table.Name, partition);
            }
        }
        return metastore;
    }

    /// <summary>Saves a metastore.</summary>
    public static void Save(IMetastore metastore, string path)
    {
        var saved = new SavedMetastore([.. metastore.Databases().Select(database => new SavedDatabase(
            database,
            [.. metastore.Tables(database.Name).Select(table => new SavedTable(table, metastore.Partitions(database.Name, table.Name)))]))]);
        var unfinished = path + ".unfinished";
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        File.WriteAllText(unfinished, JsonSerializer.Serialize(saved, Options));
        File.Move(unfinished, path, overwrite: true);
    }

    private sealed record SavedMetastore(IReadOnlyList<SavedDatabase> Databases);

    private sealed record SavedDatabase(HiveDatabase Database, IReadOnlyList<SavedTable> Tables);

    private sealed record SavedTable(HiveTable Table, IReadOnlyList<HivePartition> Partitions);

    private sealed class HiveTypeConverter : JsonConverter<HiveType>
    {
        public override HiveType Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var text = reader.GetString() ?? "";
            return HiveTypeParser.TryParse(text) ?? throw new JsonException($"'{text}' is no Hive type");
        }

        public override void Write(Utf8JsonWriter writer, HiveType value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString());
    }
}
