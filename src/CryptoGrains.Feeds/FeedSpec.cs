namespace CryptoGrains.Feeds;

/// <summary>What a feed is to be, as it is written on a command line: <c>kind:target?key=value&amp;key=value</c>.</summary>
/// <param name="Kind">The kind of feed: <c>sim</c>, <c>recording</c>, <c>archive</c>.</param>
/// <param name="Target">What it reads: a file, a pattern; empty where the kind needs none.</param>
/// <param name="Options">The options by their keys.</param>
internal sealed record FeedSpec(string Kind, string Target, IReadOnlyDictionary<string, string> Options)
{
    /// <summary>Reads a text, and says whether it could.</summary>
    public delegate bool TryParse<T>(string text, out T value);

    /// <summary>Takes a spec apart. Whether its kind, target and options are known is not looked at here.</summary>
    /// <exception cref="FeedException">An option is not of the form <c>key=value</c>, or is there twice.</exception>
    public static FeedSpec Parse(string text)
    {
        var query = text.IndexOf('?');
        var place = query < 0 ? text : text[..query];
        var colon = place.IndexOf(':');
        var options = new Dictionary<string, string>();
        var pairs = query < 0 ? string.Empty : text[(query + 1)..];
        foreach (var pair in pairs.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=');
            if (equals <= 0 || equals == pair.Length - 1)
                throw new FeedException($"The option '{pair}' of the feed '{text}' is not of the form key=value.");
            if (!options.TryAdd(pair[..equals], pair[(equals + 1)..]))
                throw new FeedException($"The option '{pair[..equals]}' is there twice in the feed '{text}'.");
        }

        return colon < 0
            ? new FeedSpec(place.Trim(), string.Empty, options)
            : new FeedSpec(place[..colon].Trim(), place[(colon + 1)..].Trim(), options);
    }

    /// <summary>Makes sure that only known options are there.</summary>
    /// <exception cref="FeedException">One is not known: the message lists those that are.</exception>
    public void AllowOnly(params ReadOnlySpan<string> keys)
    {
        foreach (var key in Options.Keys)
        {
            if (!keys.Contains(key))
                throw new FeedException($"The feed '{Kind}' has no option '{key}'. It knows: {string.Join(", ", keys)}.");
        }
    }

    /// <summary>Reads one option.</summary>
    /// <param name="key">The option.</param>
    /// <param name="fallback">What it is where it isn't given.</param>
    /// <param name="parse">Reads its text.</param>
    /// <param name="allowed">What its text may be, for the message.</param>
    /// <exception cref="FeedException">Its text can't be read.</exception>
    public T Option<T>(string key, T fallback, TryParse<T> parse, string allowed)
    {
        if (!Options.TryGetValue(key, out var text))
            return fallback;

        return parse(text, out var value)
            ? value
            : throw new FeedException($"The option '{key}' of the feed '{Kind}' can't be '{text}'. It may be {allowed}.");
    }
}
