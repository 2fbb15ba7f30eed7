namespace CryptoGrains.Columnar.Storage;

/// <summary>A store could not do what it was asked to: it can't be reached, refuses, has no room, or a blob is not what it should be.</summary>
/// <param name="message">A sentence: which store, which blob, what happened, what to do.</param>
/// <param name="inner">What the store's client said.</param>
public sealed class BlobStoreException(string message, Exception? inner = null) : IOException(message, inner);
