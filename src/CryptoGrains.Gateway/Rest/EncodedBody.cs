namespace CryptoGrains.Gateway.Rest;

/// <summary>An answer in the bytes that it is sent in.</summary>
/// <param name="Bytes">The body.</param>
/// <param name="ContentType">Its content type.</param>
internal sealed record EncodedBody(byte[] Bytes, string ContentType)
{
    /// <summary>Its strong entity tag with the quotes, where it will hardly change any more; null where it is live.</summary>
    public string? ETag { get; init; }

    /// <summary>Whether it will never change: what was true once stays what was true then.</summary>
    public bool IsImmutable { get; init; }

    /// <summary>The cursor of the next page, for formats that have no place for it.</summary>
    public string? Next { get; init; }

    /// <summary>Which layer is missing, for formats that have no place for it.</summary>
    public string? Warning { get; init; }

    /// <summary>The name under which it is saved; null for what is not a file.</summary>
    public string? FileName { get; init; }
}
