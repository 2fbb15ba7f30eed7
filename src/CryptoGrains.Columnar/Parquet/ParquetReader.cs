using CryptoGrains.Columnar.Parquet.Files;
using CryptoGrains.Columnar.Parquet.Schema;
using CryptoGrains.Columnar.Parquet.Values;

namespace CryptoGrains.Columnar.Parquet;

/// <summary>
/// Reads a Parquet file of a flat schema: its foot first, then the columns and row groups that are asked for. Many may read
/// from it at once.
/// </summary>
public sealed class ParquetReader
{
    private readonly LeafReader _leaves;

    /// <summary>For each column its leaf; null where it is a group or repeated.</summary>
    private readonly Leaf?[] _flat;
    private readonly Dictionary<string, int> _places = [];

    private ParquetReader(LeafReader leaves)
    {
        _leaves = leaves;
        var byNode = leaves.Schema.Leaves.ToDictionary(leaf => leaf.Node);
        var nodes = leaves.Schema.Root.Children;
        _flat = [.. nodes.Select(node =>
            node is SchemaPrimitive primitive && node.Repetition != Repetition.Repeated ? byNode[primitive] : null)];
        Columns = [.. nodes.Select(node => node is SchemaPrimitive primitive
            ? ColumnTypes.ColumnOf(primitive)
            : new ParquetColumn(node.Name, ParquetType.Binary))];

        for (var i = 0; i < Columns.Count; i++)
            _places.TryAdd(Columns[i].Name, i);

        var groups = new ParquetRowGroup[leaves.RowGroupCount];
        for (var i = 0; i < groups.Length; i++)
            groups[i] = new ParquetRowGroup(leaves.RowCount(i), StatisticsOf(i));
        RowGroups = groups;
    }

    /// <summary>
    /// The columns. One that can't be read is among them and is refused when it is asked for; so is one that is a structure, a
    /// list or a map, which stands here as <see cref="ParquetType.Binary"/>.
    /// </summary>
    public IReadOnlyList<ParquetColumn> Columns { get; }

    /// <summary>The row groups.</summary>
    public IReadOnlyList<ParquetRowGroup> RowGroups { get; }

    /// <summary>Reads a file's foot.</summary>
    /// <exception cref="ParquetException">It is no Parquet file, or is damaged.</exception>
    public static async ValueTask<ParquetReader> OpenAsync(IParquetSource source, CancellationToken cancellationToken = default) =>
        new(await LeafReader.OpenAsync(source, cancellationToken));

    /// <summary>The place of a column of that name; -1 where there is none.</summary>
    public int IndexOf(string name) => _places.GetValueOrDefault(name, -1);

    /// <summary>Reads a column of a row group.</summary>
    /// <exception cref="ParquetException">It is damaged, or uses what is not read here: the sentence names column and feature.</exception>
    public ValueTask<ColumnData> ReadAsync(int rowGroup, int column, CancellationToken cancellationToken = default) =>
        _flat[column] is { } leaf
            ? _leaves.ReadRowsAsync(rowGroup, leaf, cancellationToken)
            : throw new ParquetException(
                $"{_leaves.Name}: column '{Columns[column].Name}' is a structure, a list or a map, which is not read as a column of values.");

    private ColumnStatistics[] StatisticsOf(int rowGroup) =>
        [.. _flat.Select(leaf => leaf is null ? new ColumnStatistics(null, null, null) : _leaves.StatisticsOf(rowGroup, leaf))];
}
