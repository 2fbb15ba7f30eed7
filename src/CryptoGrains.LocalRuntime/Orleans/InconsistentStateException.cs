using Orleans.Runtime;

namespace Orleans.Storage;

/// <summary>
/// A state was to be stored over another version than the one it came from. An activation that lets it escape ends, so that the
/// next reads anew.
/// </summary>
public class InconsistentStateException : OrleansException
{
    /// <summary>With a sentence and the two versions.</summary>
    public InconsistentStateException(string errorMsg, string? storedEtag, string? currentEtag)
        : base(errorMsg)
    {
        StoredEtag = storedEtag;
        CurrentEtag = currentEtag;
    }

    /// <summary>The version that is stored.</summary>
    public string? StoredEtag { get; }

    /// <summary>The version that was expected.</summary>
    public string? CurrentEtag { get; }

    /// <summary>The activation whose state is stale, until it has been ended.</summary>
    internal object? StaleActivation { get; set; }
}
