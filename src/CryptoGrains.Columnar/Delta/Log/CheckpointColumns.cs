using System.Collections.Immutable;
using CryptoGrains.Columnar.Parquet.Files;
using CryptoGrains.Columnar.Parquet.Schema;

namespace CryptoGrains.Columnar.Delta.Log;

/// <summary>The columns of one row group of a checkpoint, read row by row. One that the file does not have is null in every row.</summary>
/// <param name="reader">The file.</param>
/// <param name="rowGroup">The row group.</param>
/// <param name="cancellationToken">Stops it.</param>
internal sealed class CheckpointColumns(LeafReader reader, int rowGroup, CancellationToken cancellationToken)
{
    /// <summary>A column of texts.</summary>
    public async Task<Func<string?>> TextAsync(string name) =>
        await CursorAsync<string>(name) is { } cursor ? () => cursor.Next(out var text, out _) ? text : null : () => null;

    /// <summary>A column of numbers or truth values.</summary>
    public async Task<Func<T?>> ValueAsync<T>(string name)
        where T : struct =>
        await CursorAsync<T>(name) is { } cursor ? () => cursor.Next(out var value, out _) ? value : null : () => null;

    /// <summary>A column of lists of texts, whatever its inner nodes are called.</summary>
    public async Task<Func<ImmutableArray<string>>> ListAsync(string name)
    {
        if (Below(name) is not [var leaf, ..] || await CursorAsync<string>(leaf.Name) is not { } elements)
            return () => [];

        return () =>
        {
            var list = ImmutableArray.CreateBuilder<string>();
            do
            {
                if (elements.Next(out var element, out _))
                    list.Add(element!);
            }
            while (elements.RowGoesOn);
            return list.DrainToImmutable();
        };
    }

    /// <summary>A column of maps, whatever its inner nodes are called; null where there is no map.</summary>
    public async Task<Func<ImmutableSortedDictionary<string, string?>?>> MapAsync(string name)
    {
        if (Below(name) is not [var keyLeaf, var valueLeaf]
            || await CursorAsync<string>(keyLeaf.Name) is not { } keys || await CursorAsync<string>(valueLeaf.Name) is not { } values)
            return () => null;

        return () =>
        {
            if (!keys.Next(out var key, out var definition))
            {
                // Of an empty map only the entry is missing; the keys themselves can't be.
                values.Next(out _, out _);
                return definition == keyLeaf.MaxDefinition - 1 ? Empty : null;
            }

            var map = Empty;
            while (true)
            {
                values.Next(out var value, out _);
                map = map.SetItem(key!, value);
                if (!keys.RowGoesOn)
                    return map;
                keys.Next(out key, out _);
            }
        };
    }

    private static readonly ImmutableSortedDictionary<string, string?> Empty =
        ImmutableSortedDictionary.Create<string, string?>(StringComparer.Ordinal);

    private Leaf[] Below(string name) =>
        [.. reader.Schema.Leaves.Where(leaf => leaf.Name.StartsWith(name + ".", StringComparison.Ordinal))];

    private async Task<LeafCursor<T>?> CursorAsync<T>(string name)
    {
        if (reader.Schema.IndexOf(name) is var index && index < 0)
            return null;

        var leaf = reader.Schema.Leaves[index];
        return new LeafCursor<T>(leaf, await reader.ReadAsync(rowGroup, leaf, cancellationToken) as LeafData<T>
            ?? throw new InvalidDataException($"The column {name} is not of the type that it has in checkpoints."));
    }
}
