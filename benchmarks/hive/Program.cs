using Nonolive.Hive.Benchmarks;

// dotnet run --project benchmarks/hive -- [million events = 2] [folder, kept and reused]
var millions = args.Length > 0 ? int.Parse(args[0]) : 2;
var folder = args.Length > 1 ? args[1] : Directory.CreateTempSubdirectory("nono-bench-").FullName;
try
{
    var lake = await EventLake.MakeAsync(folder, millions);
    Console.WriteLine($"{millions} million events; {Environment.ProcessorCount} processors; best of three runs, in seconds");
    Console.WriteLine($"{"job",-26}{"engine",9}{"DuckDB",9}{"ratio",8}   {"engine",9}{"DuckDB",9}{"ratio",8} of processor time");
    foreach (var job in Jobs.All)
    {
        var (rows, engine, engineWork) = await Measure.BestAsync(() => Jobs.RunEngineAsync(lake, job.Hive));
        var (wanted, duck, duckWork) = await Measure.BestAsync(() => Jobs.RunDuckDbAsync(lake, job.DuckDb));
        Console.WriteLine($"{job.Name,-26}{engine,9:0.00}{duck,9:0.00}{engine / duck,8:0.00}   {engineWork,9:0.00}{duckWork,9:0.00}{engineWork / duckWork,8:0.00}{(rows.SequenceEqual(wanted) ? "" : "   RESULTS DIFFER")}");
    }
    Console.WriteLine($"front end, warm: {await FrontEnd.MillisecondsAsync(lake):0.00} ms a statement");
    Console.WriteLine($"peak memory of this process: {Measure.PeakMegabytes()} MiB");
}
finally
{
    if (args.Length < 2)
        Directory.Delete(folder, recursive: true);
}
