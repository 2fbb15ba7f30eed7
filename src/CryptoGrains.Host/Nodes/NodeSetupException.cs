namespace CryptoGrains.Host.Nodes;

/// <summary>A node can't be started as it is set up.</summary>
public sealed class NodeSetupException(IReadOnlyList<string> sentences) : Exception(string.Join(Environment.NewLine, sentences))
{
    /// <summary>A sentence for each mistake: what is wrong, and what can be written.</summary>
    public IReadOnlyList<string> Sentences { get; } = sentences;
}
