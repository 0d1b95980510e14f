using System.Collections.Concurrent;

namespace Nonolive.Hive.Session;

/// <summary>
/// SET: keys that change results and act here, keys that only change how Hive runs and are accepted, and all others, which
/// are refused because nobody knows what they would have changed.
/// </summary>
internal sealed class Settings
{
    /// <summary>Keys that act, with the values that the engine has; null allows any.</summary>
    private static readonly Dictionary<string, string[]?> Acting = new(StringComparer.OrdinalIgnoreCase)
    {
        ["hive.exec.dynamic.partition"] = ["true", "false"],
        ["hive.exec.dynamic.partition.mode"] = ["strict", "nonstrict"],
        ["hive.exec.max.dynamic.partitions"] = null,
        ["hive.exec.max.dynamic.partitions.pernode"] = null,
        ["hive.exec.max.created.files"] = null,
        ["hive.exec.default.partition.name"] = ["__HIVE_DEFAULT_PARTITION__"],
        ["hive.groupby.position.alias"] = ["true", "false"],
        ["hive.orderby.position.alias"] = ["true", "false"],
        ["hive.groupby.orderby.position.alias"] = ["true", "false"],
        ["hive.strict.checks.type.safety"] = ["true", "false"],
        ["hive.strict.checks.large.query"] = ["false"],
        ["hive.strict.checks.orderby.no.limit"] = ["false"],
        ["hive.strict.checks.no.partition.filter"] = ["true", "false"],
        ["hive.strict.checks.cartesian.product"] = ["true", "false"],
        ["hive.strict.checks.bucketing"] = ["true", "false"],
        ["hive.mapred.mode"] = ["nonstrict", "strict"],
        ["hive.int.timestamp.conversion.in.seconds"] = ["false"],
        ["hive.support.quoted.identifiers"] = ["column"],
        ["hive.support.sql11.reserved.keywords"] = ["true"],
        ["hive.cli.print.header"] = ["true", "false"],
        ["hive.resultset.use.unique.column.names"] = ["true", "false"],
        ["hive.exec.compress.output"] = ["true", "false"],
        ["mapreduce.output.fileoutputformat.compress"] = ["true", "false"],
        ["mapreduce.output.fileoutputformat.compress.codec"] = null,
        ["mapred.output.compress"] = ["true", "false"],
        ["mapred.output.compression.codec"] = null,
        ["mapreduce.input.fileinputformat.input.dir.recursive"] = ["true", "false"],
        ["mapred.input.dir.recursive"] = ["true", "false"],
        ["hive.mapred.supports.subdirectories"] = ["true", "false"],
        ["mapreduce.input.fileinputformat.input.dir.nonrecursive.ignore.subdirs"] = ["true", "false"],
        ["hive.msck.path.validation"] = ["throw", "skip", "ignore"],
        ["hive.default.fileformat"] = ["textfile"],
        ["hive.typecheck.on.insert"] = ["true"],
        ["parquet.compression"] = ["snappy", "gzip", "uncompressed"],
        ["hive.metastore.warehouse.dir"] = null,
        ["hive.parquet.timestamp.skip.conversion"] = ["true"],
        ["hive.local.time.zone"] = ["UTC"],
        ["hive.variable.substitute"] = ["true"],
        ["hive.variable.substitute.depth"] = null,
    };

    /// <summary>Beginnings of keys about speed, memory and where things run: no result depends on them.</summary>
    private static readonly string[] Accepted =
    [
        "hive.auto.convert.", "hive.optimize.", "hive.vectorized.", "hive.exec.parallel", "hive.exec.reducers.", "hive.merge.", "hive.tez.", "tez.",
        "hive.cbo.", "hive.stats.", "hive.compute.", "hive.fetch.", "hive.map.aggr", "hive.groupby.skewindata", "hive.input.format", "hive.enforce.",
        "hive.execution.", "hive.mapjoin.", "hive.map.groupby.", "hive.exec.compress.intermediate", "mapreduce.jobtracker.", "hive.skewjoin.", "hive.exec.mode.local", "hive.exec.orc.", "hive.orc.", "hive.limit.", "hive.join.",
        "hive.server2.", "hive.llap.", "hive.prewarm.", "hive.query.", "hive.session.", "hive.log.", "hive.exec.submitviachild", "hive.hadoop.",
        "hive.exec.copyfile.", "hive.blobstore.", "hive.intermediate-", "hive.exec.stagingdir", "hive.exec.scratchdir", "hive.exec.local.", "hive.mv.files.",
        "hive.load.", "hive.conf.", "hive.reorder.", "hive.outerjoin.", "hive.smbjoin.", "hive.multigroupby.", "hive.metastore.", "hive.security.",
        "hive.support.concurrency", "hive.txn.", "hive.ppd.", "hive.index.", "hive.new.job.", "hive.job.", "hive.script.auto", "hive.explain.", "hive.display.",
        "hive.cli.print.current.db", "hive.test.", "hive.transpose.", "hive.exec.check.crossproducts", "hive.cache.", "hive.in.test", "hive.privilege.",
        "mapreduce.job.", "mapreduce.map.", "mapreduce.reduce.", "mapreduce.task.", "mapreduce.input.fileinputformat.split.", "mapred.reduce.tasks",
        "mapred.map.", "mapred.job.", "mapred.max.split", "mapred.min.split", "mapred.child.", "mapreduce.framework.", "yarn.", "fs.s3", "io.sort", "dfs.block",
        "parquet.block.size", "parquet.page.size", "parquet.memory.", "mapreduce.fileoutputcommitter.", "hive.parquet.time", "hive.exec.infer.", "hive.archive.",
    ];

    private readonly ConcurrentDictionary<string, string> _values = new(StringComparer.OrdinalIgnoreCase);

    public string? Get(string key) => _values.GetValueOrDefault(key);

    public IEnumerable<KeyValuePair<string, string>> All => _values.OrderBy(pair => pair.Key, StringComparer.Ordinal);

    public void Set(string key, string value, int at)
    {
        if (Acting.TryGetValue(key, out var allowed))
        {
            if (allowed is not null && !allowed.Contains(value, StringComparer.OrdinalIgnoreCase))
                throw HiveFault.Refused($"{key}={value}", at, $"The engine has {string.Join(" and ", allowed)}.");
        }
        else if (!Accepted.Any(prefix => key.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)))
        {
            throw HiveFault.Refused($"The setting {key}", at, Closest.Hint(key, Acting.Keys) ?? "Remove it, or ask for it to be added to the allow-list if it changes no result.");
        }
        _values[key] = value;
    }

    /// <summary>--hiveconf and names of one's own, which only <c>${hiveconf:x}</c> reads.</summary>
    public void SetFree(string key, string value)
    {
        // Hive 3.1 takes timestamps for UTC in any zone (HIVE-12192); what else a zone would change nobody has checked.
        if (key == "user.timezone" && value is not ("UTC" or "GMT" or "Etc/UTC"))
            throw HiveFault.Refused($"user.timezone={value}", 0, "The engine has UTC, as EMR has: use from_utc_timestamp(…, zone).");
        if (key.StartsWith("hive.", StringComparison.OrdinalIgnoreCase) || key.StartsWith("mapred", StringComparison.OrdinalIgnoreCase))
            Set(key, value, 0);
        else
            _values[key] = value;
    }
}
