namespace CryptoGrains.Streams.Segments;

/// <summary>What a <see cref="BlockCursor"/> finds where it stands.</summary>
internal enum BlockState
{
    /// <summary>A header that is right and all of its body. The body's checksum is not looked at yet.</summary>
    Whole,

    /// <summary>Nothing: the bytes end here.</summary>
    End,

    /// <summary>The beginning of a block whose end was never written.</summary>
    Torn,

    /// <summary>Bytes that are no header.</summary>
    BadHeader,
}
