using Nonolive.Hive.Native;

namespace Nonolive.Hive.Semantics.Library;

/// <summary>Aggregates over the list of a group's values.</summary>
internal static class AggregateLibrary
{
    internal static readonly ScalarFunction[] All =
    [
        Define.Rows("hv_percentile_approx", ["DOUBLE[]", "DOUBLE", "INTEGER"], "DOUBLE", (arguments, row, result) =>
            Define.SetOrNull(result, row, Histogram(arguments, row, arguments[2].Value<int>(row))?.Quantile(arguments[1].Value<double>(row)))),
        Define.Rows("hv_percentile_approx_array", ["DOUBLE[]", "DOUBLE[]", "INTEGER"], "DOUBLE[]", PercentileArray),
        Define.Rows("hv_histogram_numeric", ["DOUBLE[]", "INTEGER"], "STRUCT(x DOUBLE, y DOUBLE)[]", HistogramNumeric),
    ];

    private static NumericHistogram? Histogram(RowChunk arguments, int row, int bins)
    {
        var (from, count) = arguments[0].List(row);
        var values = arguments[0].Elements;
        var histogram = new NumericHistogram(bins);
        for (var i = 0; i < count; i++)
        {
            if (!values.IsNull(from + i))
                histogram.Add(values.Value<double>(from + i));
        }
        return histogram.Bins.Count > 0 ? histogram : null;
    }

    private static void PercentileArray(RowChunk arguments, int row, OutputVector result)
    {
        if (Histogram(arguments, row, arguments[2].Value<int>(row)) is not { } histogram)
        {
            result.SetNull(row);
            return;
        }
        var (from, count) = arguments[1].List(row);
        var at = result.BeginList(row, count);
        for (var i = 0; i < count; i++)
            result.Elements.Set(at + i, histogram.Quantile(arguments[1].Elements.Value<double>(from + i)));
    }

    private static void HistogramNumeric(RowChunk arguments, int row, OutputVector result)
    {
        if (Histogram(arguments, row, arguments[1].Value<int>(row)) is not { } histogram)
        {
            result.SetNull(row);
            return;
        }
        var at = result.BeginList(row, histogram.Bins.Count);
        for (var i = 0; i < histogram.Bins.Count; i++)
        {
            result.Elements.Member(0).Set(at + i, histogram.Bins[i].X);
            result.Elements.Member(1).Set(at + i, histogram.Bins[i].Y);
        }
    }
}
