using Nonolive.Hive.Native;
using Nonolive.Hive.Types;
using ParquetSharp;
using ParquetSharp.Schema;

namespace Nonolive.Hive.Storage.Parquet;

/// <summary>
/// Takes a column's values apart into leaves with definition and repetition levels, and names the nodes as Hive's
/// HiveSchemaConverter.java does (<c>bag</c>/<c>array_element</c>, <c>map</c>/<c>key</c>/<c>value</c>).
/// </summary>
internal abstract class ParquetShredder
{
    /// <summary>The node of the file's schema.</summary>
    internal required Node Node { get; init; }

    /// <summary>The leaves in the schema's order.</summary>
    internal required IReadOnlyList<ParquetLeaf> Leaves { get; init; }

    /// <summary>Appends a value; <paramref name="definition"/> is the level of what surrounds it.</summary>
    internal abstract void Append(InputVector vector, int row, short definition, short repetition);

    internal void AppendMissing(short definition, short repetition)
    {
        foreach (var leaf in Leaves)
            leaf.AppendLevel(definition, repetition);
    }

    /// <summary>The shredder of a column (depth 0) or of what is inside of one; depth counts the repeated groups around it.</summary>
    internal static ParquetShredder Of(string name, HiveType type, short depth = 0, bool required = false)
    {
        switch (type.Kind)
        {
            case HiveKind.Array:
                var element = Of("array_element", type.Element!, (short)(depth + 1));
                var bag = new GroupNode("bag", Repetition.Repeated, [element.Node]);
                return new RepeatedShredder([element], isMap: false, (short)(depth + 1))
                {
                    Node = new GroupNode(name, Repetition.Optional, [bag], LogicalType.List()),
                    Leaves = element.Leaves,
                };
            case HiveKind.Map:
                var key = Of("key", type.Key!, (short)(depth + 1), required: true);
                var value = Of("value", type.Element!, (short)(depth + 1));
                var entries = new GroupNode("map", Repetition.Repeated, [key.Node, value.Node]);
                return new RepeatedShredder([key, value], isMap: true, (short)(depth + 1))
                {
                    Node = new GroupNode(name, Repetition.Optional, [entries], LogicalType.Map()),
                    Leaves = [.. key.Leaves, .. value.Leaves],
                };
            case HiveKind.Struct:
                var members = type.Fields.Select(field => Of(field.Name, field.Type, depth)).ToArray();
                return new StructShredder(members)
                {
                    Node = new GroupNode(name, Repetition.Optional, [.. members.Select(member => member.Node)]),
                    Leaves = [.. members.SelectMany(member => member.Leaves)],
                };
            default:
                var leaf = ParquetLeaf.Of(type);
                return new PrimitiveShredder(leaf, required) { Node = Primitive(name, type, required), Leaves = [leaf] };
        }
    }

    private static PrimitiveNode Primitive(string name, HiveType type, bool required)
    {
        var (logical, physical, width) = type.Kind switch
        {
            HiveKind.Boolean => (LogicalType.None(), PhysicalType.Boolean, -1),
            HiveKind.TinyInt => (LogicalType.Int(8, true), PhysicalType.Int32, -1),
            HiveKind.SmallInt => (LogicalType.Int(16, true), PhysicalType.Int32, -1),
            HiveKind.Int => (LogicalType.None(), PhysicalType.Int32, -1),
            HiveKind.BigInt => (LogicalType.None(), PhysicalType.Int64, -1),
            HiveKind.Float => (LogicalType.None(), PhysicalType.Float, -1),
            HiveKind.Double => (LogicalType.None(), PhysicalType.Double, -1),
            HiveKind.Date => (LogicalType.Date(), PhysicalType.Int32, -1),
            HiveKind.Timestamp => (LogicalType.None(), PhysicalType.Int96, -1),
            HiveKind.Binary => (LogicalType.None(), PhysicalType.ByteArray, -1),
            HiveKind.Decimal => (LogicalType.Decimal(type.Precision, type.Scale), PhysicalType.FixedLenByteArray, ParquetLeaf.DecimalWidth(type.Precision)),
            _ => (LogicalType.String(), PhysicalType.ByteArray, -1),
        };
        return new PrimitiveNode(name, required ? Repetition.Required : Repetition.Optional, logical, physical, width);
    }

    private sealed class PrimitiveShredder(ParquetLeaf leaf, bool required) : ParquetShredder
    {
        internal override void Append(InputVector vector, int row, short definition, short repetition)
        {
            if (vector.IsNull(row))
            {
                leaf.AppendLevel(definition, repetition);
                return;
            }
            leaf.AppendLevel(required ? definition : (short)(definition + 1), repetition);
            leaf.AppendValue(vector, row);
        }
    }

    private sealed class StructShredder(ParquetShredder[] members) : ParquetShredder
    {
        internal override void Append(InputVector vector, int row, short definition, short repetition)
        {
            if (vector.IsNull(row))
            {
                AppendMissing(definition, repetition);
                return;
            }
            for (var i = 0; i < members.Length; i++)
                members[i].Append(vector.Member(i), row, (short)(definition + 1), repetition);
        }
    }

    private sealed class RepeatedShredder(ParquetShredder[] parts, bool isMap, short depth) : ParquetShredder
    {
        internal override void Append(InputVector vector, int row, short definition, short repetition)
        {
            if (vector.IsNull(row))
            {
                AppendMissing(definition, repetition);
                return;
            }
            var (from, count) = vector.List(row);
            if (count == 0)
            {
                AppendMissing((short)(definition + 1), repetition);
                return;
            }
            var elements = vector.Elements;
            for (var i = 0; i < count; i++)
            {
                for (var part = 0; part < parts.Length; part++)
                {
                    var values = isMap ? elements.Member(part) : elements;
                    parts[part].Append(values, from + i, (short)(definition + 2), i == 0 ? repetition : depth);
                }
            }
        }
    }
}
