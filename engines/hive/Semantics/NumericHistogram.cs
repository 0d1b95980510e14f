namespace Nonolive.Hive.Semantics;

/// <summary>
/// The histogram of Ben-Haim and Yom-Tov as Hive keeps it (udf/generic/NumericHistogram.java): exact up to its number of bins,
/// then the two closest bins become one, ties decided by Java's Random from Hive's own seed.
/// </summary>
internal sealed class NumericHistogram(int bins)
{
    private readonly List<(double X, double Y)> _bins = [];
    private readonly JavaRandom _random = new(31_183);

    internal IReadOnlyList<(double X, double Y)> Bins => _bins;

    internal void Add(double value)
    {
        var low = 0;
        var high = _bins.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_bins[middle].X < value)
                low = middle + 1;
            else
                high = middle;
        }
        if (low < _bins.Count && _bins[low].X == value)
        {
            _bins[low] = (value, _bins[low].Y + 1);
            return;
        }
        _bins.Insert(low, (value, 1));
        while (_bins.Count > bins)
            MergeClosest();
    }

    internal double Quantile(double share)
    {
        var sum = _bins.Sum(bin => bin.Y);
        var passed = 0.0;
        for (var i = 0; i < _bins.Count; i++)
        {
            passed += _bins[i].Y;
            if (!(passed / sum >= share))
                continue;
            if (i == 0)
                return _bins[0].X;
            passed -= _bins[i].Y;
            return _bins[i - 1].X + (share * sum - passed) * (_bins[i].X - _bins[i - 1].X) / _bins[i].Y;
        }
        return -1;
    }

    private void MergeClosest()
    {
        var smallest = _bins[1].X - _bins[0].X;
        var place = 0;
        var ties = 1;
        for (var i = 1; i < _bins.Count - 1; i++)
        {
            var difference = _bins[i + 1].X - _bins[i].X;
            if (difference < smallest)
            {
                (smallest, place, ties) = (difference, i, 1);
            }
            else if (difference == smallest && _random.NextDouble() <= 1.0 / ++ties)
            {
                place = i;
            }
        }
        var (left, right) = (_bins[place], _bins[place + 1]);
        var height = left.Y + right.Y;
        var x = left.X * (left.Y / height) + right.X / height * right.Y;
        _bins[place] = (x, height);
        _bins.RemoveAt(place + 1);
    }
}

/// <summary>java.util.Random, whose sequence is part of its documentation.</summary>
internal sealed class JavaRandom(long seed)
{
    private const long Multiplier = 0x5DEECE66DL;
    private const long Mask = (1L << 48) - 1;

    private long _state = (seed ^ Multiplier) & Mask;

    internal double NextDouble() => (((long)Next(26) << 27) + Next(27)) * (1.0 / (1L << 53));

    private int Next(int bits)
    {
        unchecked
        {
            _state = (_state * Multiplier + 0xB) & Mask;
            return (int)(_state >> (48 - bits));
        }
    }
}
