using Nonolive.Pipeline.Yaml;

namespace Nonolive.Pipeline.Contracts;

/// <summary>All report contracts of a jobs folder.</summary>
public sealed class ContractCatalog
{
    private readonly SortedDictionary<string, Contract> _contracts;

    private ContractCatalog(SortedDictionary<string, Contract> contracts) => _contracts = contracts;

    /// <summary>The contracts, by name of the report.</summary>
    public IReadOnlyCollection<Contract> Contracts => _contracts.Values;

    /// <summary>The contract of a report.</summary>
    /// <exception cref="Errors.UserErrorException">There is none.</exception>
    public Contract this[string report] =>
        _contracts.TryGetValue(report, out var contract) ? contract : throw ContractErrors.UnknownReport(report, _contracts.Keys);

    /// <summary>The contract of a report, or null.</summary>
    public Contract? Find(string report) => _contracts.GetValueOrDefault(report);

    /// <summary>Reads <c>reports/*.yml</c> of a jobs folder.</summary>
    /// <exception cref="Errors.UserErrorException">A contract is wrong; the message says where.</exception>
    public static ContractCatalog Load(string folder)
    {
        var reports = Path.Combine(folder, "reports");
        if (!Directory.Exists(reports))
            throw ContractErrors.NoContracts(reports);
        return Parse(Directory.EnumerateFiles(reports, "*.yml").Order(StringComparer.Ordinal)
            .Select(path => (path, File.ReadAllText(path))));
    }

    /// <summary>Reads contracts from texts, such as those in the code bucket.</summary>
    /// <param name="files">Path and content of each contract.</param>
    public static ContractCatalog Parse(IEnumerable<(string Path, string Text)> files)
    {
        var contracts = new SortedDictionary<string, Contract>(StringComparer.Ordinal);
        foreach (var (path, text) in files)
        {
            var contract = ContractReader.Read(YamlFile.Parse(text, path), path);
            contracts.Add(contract.Report, contract);
        }
        return new ContractCatalog(contracts);
    }
}
