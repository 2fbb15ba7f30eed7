namespace CryptoGrains.Gateway.Rest.Datasets;

/// <summary>The tables of the history.</summary>
/// <param name="Datasets">The newest version of each, master data first.</param>
public sealed record DatasetsAnswer(IReadOnlyList<DatasetAnswer> Datasets);
