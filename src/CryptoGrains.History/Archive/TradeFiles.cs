using System.Collections.Immutable;
using CryptoGrains.Columnar.Delta;
using CryptoGrains.History.Tables;

namespace CryptoGrains.History.Archive;

/// <summary>Writes data files of <c>trades</c>.</summary>
internal static class TradeFiles
{
    /// <summary>Writes a file for each day of some trades. No version names them yet.</summary>
    public static async Task<ImmutableArray<AddFile>> WriteAsync(
        DeltaTable table, DeltaMetadata metadata, TradesByDay trades, CancellationToken cancellationToken)
    {
        var files = ImmutableArray.CreateBuilder<AddFile>();
        foreach (var (day, file) in trades.Encode())
            files.Add(await WriteAsync(table, metadata, day, file, cancellationToken));
        return files.ToImmutable();
    }

    /// <summary>Writes one file.</summary>
    public static ValueTask<AddFile> WriteAsync(
        DeltaTable table, DeltaMetadata metadata, DateOnly day, DataFile file, CancellationToken cancellationToken) =>
        table.WriteFileAsync(metadata, TradesTable.PartitionOf(day), file.Content, file.Stats, cancellationToken: cancellationToken);
}
