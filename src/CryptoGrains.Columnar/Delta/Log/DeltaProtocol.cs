using System.Collections.Immutable;

namespace CryptoGrains.Columnar.Delta.Log;

/// <summary>What a program must understand to read and to write a table.</summary>
/// <param name="MinReaderVersion">The least version of the protocol for readers.</param>
/// <param name="MinWriterVersion">The least version of the protocol for writers.</param>
internal sealed record DeltaProtocol(int MinReaderVersion, int MinWriterVersion)
{
    /// <summary>A plain table, which every reader understands.</summary>
    public static readonly DeltaProtocol Plain = new(1, 2);

    // Version 2 only allows for column mapping, version 3 names what is used. Deletion vectors are refused where a file has one.
    private const int NewestReaderVersion = 3;

    private static readonly ImmutableArray<string> ReadableFeatures =
        ["appendOnly", "columnMapping", "deletionVectors", "invariants", "v2Checkpoint", "vacuumProtocolCheck"];

    /// <summary>Features that a reader must understand.</summary>
    public ImmutableArray<string> ReaderFeatures { get; init; } = [];

    /// <summary>Features that a writer must understand.</summary>
    public ImmutableArray<string> WriterFeatures { get; init; } = [];

    /// <summary>Refuses what is not read here.</summary>
    /// <param name="table">What to call the table in messages.</param>
    public void CheckReadable(string table)
    {
        if (MinReaderVersion > NewestReaderVersion)
        {
            throw new DeltaException(
                $"The table {table} asks for version {MinReaderVersion} of the Delta protocol's readers; here is version {NewestReaderVersion}.");
        }

        var unknown = ReaderFeatures.Except(ReadableFeatures).ToArray();
        if (MinReaderVersion == NewestReaderVersion && unknown.Length > 0)
        {
            throw new DeltaException(
                $"The table {table} uses {string.Join(", ", unknown)}, which is not read here. Write it anew without these features.");
        }
    }

    /// <summary>Refuses to write what others could misunderstand.</summary>
    /// <param name="table">What to call the table in messages.</param>
    public void CheckWritable(string table)
    {
        if (MinReaderVersion > Plain.MinReaderVersion || MinWriterVersion > Plain.MinWriterVersion)
        {
            var features = WriterFeatures.IsEmpty ? "" : $" ({string.Join(", ", WriterFeatures)})";
            throw new DeltaException(
                $"The table {table} asks for reader version {MinReaderVersion} and writer version {MinWriterVersion}{features} of the Delta "
                + $"protocol; only plain tables ({Plain.MinReaderVersion} and {Plain.MinWriterVersion}) are written here.");
        }
    }
}
