using System.Xml;
using System.Xml.XPath;
using Nonolive.Hive.Native;

namespace Nonolive.Hive.Functions.Library;

/// <summary>The xpath functions (UDFXPathUtil): XPath 1.0 over one document; without text or path NULL, not XML is an error.</summary>
internal static class XPathFunctions
{
    private static readonly XmlReaderSettings Closed = new() { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null };

    public static IEnumerable<ScalarFunction> All =>
    [
        new("hv_xpath_double", ["VARCHAR", "VARCHAR"], "DOUBLE", (arguments, result) => Each(arguments, result, "number", (value, row, output) => output.Set(row, (double)value))),
        new("hv_xpath_boolean", ["VARCHAR", "VARCHAR"], "BOOLEAN", (arguments, result) => Each(arguments, result, "boolean", (value, row, output) => output.Set(row, (bool)value ? (byte)1 : (byte)0))),
        new("hv_xpath_string", ["VARCHAR", "VARCHAR"], "VARCHAR", (arguments, result) => Each(arguments, result, "string", (value, row, output) => output.SetText(row, (string)value))),
        new("hv_xpath", ["VARCHAR", "VARCHAR"], "VARCHAR[]", Nodes),
    ];

    private delegate void Setter(object value, int row, OutputVector output);

    private static void Each(RowChunk arguments, OutputVector result, string conversion, Setter set)
    {
        var documents = arguments[0];
        var paths = arguments[1];
        for (var row = 0; row < arguments.Rows; row++)
        {
            if (documents.TextOrNull(row) is { Length: > 0 } document && paths.TextOrNull(row) is { Length: > 0 } path)
                set(Load(document).Evaluate($"{conversion}({path})"), row, result);
            else
                result.SetNull(row);
        }
    }

    /// <summary>The values of the nodes found; elements have none (Node.getNodeValue).</summary>
    private static void Nodes(RowChunk arguments, OutputVector result)
    {
        var documents = arguments[0];
        var paths = arguments[1];
        for (var row = 0; row < arguments.Rows; row++)
        {
            var values = new List<string>();
            if (documents.TextOrNull(row) is { Length: > 0 } document && paths.TextOrNull(row) is { Length: > 0 } path
                && Load(document).Evaluate(path) is XPathNodeIterator nodes)
            {
                while (nodes.MoveNext())
                {
                    if (nodes.Current!.NodeType is XPathNodeType.Text or XPathNodeType.Attribute or XPathNodeType.Comment)
                        values.Add(nodes.Current.Value);
                }
            }
            var offset = result.BeginList(row, values.Count);
            var elements = result.Elements;
            for (var index = 0; index < values.Count; index++)
                elements.SetText(offset + index, values[index]);
        }
    }

    private static XPathNavigator Load(string document)
    {
        using var reader = XmlReader.Create(new StringReader(document), Closed);
        return new XPathDocument(reader).CreateNavigator();
    }
}
