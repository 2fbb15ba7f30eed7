namespace CryptoGrains.Gateway.Rest;

/// <summary>An answer in the bytes that it is sent in.</summary>
/// <param name="Bytes">The body.</param>
/// <param name="ContentType">Its content type.</param>
/// <param name="ETag">Its strong entity tag with the quotes, where it will not change any more; null where it is live.</param>
/// <param name="Next">The cursor of the next page, for formats that have no place for it.</param>
internal sealed record EncodedBody(byte[] Bytes, string ContentType, string? ETag = null, string? Next = null);
