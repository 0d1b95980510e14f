using Nonolive.PulumiSdk.Generator;

if (args is not [var typings, var awsFolder])
{
    Console.Error.WriteLine("Usage: dotnet run --project pulumi-sdk/generator -- <folder of @pulumi/aws> pulumi-sdk/aws");
    return 2;
}

try
{
    var files = AwsGenerator.Generate(typings, File.ReadAllLines(Path.Combine(awsFolder, "resources.txt")));
    GeneratedFolder.Replace(Path.Combine(awsFolder, "Generated"), files);
    Console.WriteLine($"{files.Count} files, {files.Values.Sum(text => text.Count(c => c == '\n'))} lines.");
    return 0;
}
catch (GeneratorException e)
{
    Console.Error.WriteLine(e.Message);
    return 2;
}
