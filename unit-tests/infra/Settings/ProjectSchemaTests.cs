using Nonolive.Infra.Settings;
using Nonolive.Infra.Tests.Support;
using YamlDotNet.RepresentationModel;

namespace Nonolive.Infra.Tests.Settings;

[TestFixture]
[Parallelizable(ParallelScope.All)]
public sealed class ProjectSchemaTests
{
    [Test]
    public void Pulumi_yaml_declares_the_settings_that_the_program_reads()
    {
        var declared = Declared();
        var keys = SettingsSchema.Keys.Where(key => key.Namespace == SettingsSchema.Project).ToList();

        Assert.That(declared.Keys, Is.EqualTo(keys.Select(key => key.FullName)));
        foreach (var key in keys)
        {
            var entry = declared[key.FullName];
            Assert.That(Text(entry, "type"), Is.EqualTo(key.Kind.ToString().ToLowerInvariant()), key.Name);
            Assert.That(Text(entry, "description"), Is.Not.Empty, key.Name);
            Assert.That(Default(entry), Is.EqualTo(key.Default), key.Name);
            Assert.That(Text(entry, "secret"), key.Secret ? Is.EqualTo("true") : Is.Null, key.Name);
        }
    }

    [TestCaseSource(typeof(Stacks), nameof(Stacks.Deployed))]
    public void The_stacks_of_the_repository_are_complete(string stack)
    {
        var settings = Stacks.Settings(stack);

        Assert.That(settings.Stack, Is.EqualTo(stack));
        Assert.That(settings.Production, Is.EqualTo(stack == "prod"));
        Assert.That(settings.BusinessOffset, Is.EqualTo(TimeSpan.FromHours(7)));
    }

    private static Dictionary<string, YamlMappingNode> Declared()
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(File.ReadAllText(Path.Combine(Stacks.Repository, "Pulumi.yaml"))));
        var config = (YamlMappingNode)((YamlMappingNode)stream.Documents[0].RootNode)["config"];
        return config.Children.ToDictionary(pair => ((YamlScalarNode)pair.Key).Value!, pair => (YamlMappingNode)pair.Value);
    }

    private static string? Text(YamlMappingNode entry, string name) => entry.Children.TryGetValue(name, out var node) ? ((YamlScalarNode)node).Value : null;

    private static string? Default(YamlMappingNode entry) => entry.Children.TryGetValue("default", out var node)
        ? node is YamlSequenceNode list ? $"[{string.Join(",", list.Select(item => $"\"{((YamlScalarNode)item).Value}\""))}]" : ((YamlScalarNode)node).Value
        : null;
}
