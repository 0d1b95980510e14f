using Nonolive.Cli;

return await CommandLine.RunAsync(args, TimeProvider.System);
