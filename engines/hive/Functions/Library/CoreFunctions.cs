using Nonolive.Hive.Native;
using Nonolive.Hive.Semantics;
using Nonolive.Hive.Session;

namespace Nonolive.Hive.Functions.Library;

/// <summary>The emitter's own helpers together with the semantic library.</summary>
internal sealed class CoreFunctions(IFunctionLibrary semantics) : IFunctionLibrary
{
    private static readonly Dictionary<string, ScalarFunction> Own = DecimalFunctions.All.Concat(XPathFunctions.All).Append(TextHash.Function).Append(TextHash.OfDouble).Append(OnceFunction.Function).ToDictionary(function => function.Name);

    public bool Contains(string name) => Own.ContainsKey(name) || semantics.Contains(name);

    public void Register(string name, IEngine engine)
    {
        if (Own.TryGetValue(name, out var function))
            function.Register(engine.DuckDb);
        else
            semantics.Register(name, engine);
    }
}
