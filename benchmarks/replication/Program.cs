// How fast a table is loaded and changes are written, against what PostgreSQL itself gives in the same run:
//   dotnet run -c Release --project benchmarks/replication -- [rows] [changes]
using Nonolive.Replication.Benchmarks;

var rows = args.Length > 0 ? int.Parse(args[0]) : 2_000_000;
var changes = args.Length > 1 ? int.Parse(args[1]) : 300_000;
await using var bench = await Bench.StartAsync(rows);
await bench.LoadAsync();
await bench.ChangesAsync(changes);
