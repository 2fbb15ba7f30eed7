using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CryptoGrains.Columnar.Parquet.Compression;

/// <summary>The copying that block formats are decompressed with.</summary>
internal static class BlockCopy
{
    /// <summary>Copies literal bytes. The caller has checked that both sides have them.</summary>
    /// <param name="source">The compressed block.</param>
    /// <param name="from">Where the bytes begin in it.</param>
    /// <param name="into">The output.</param>
    /// <param name="at">Where they go in it.</param>
    /// <param name="length">How many.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Literal(ReadOnlySpan<byte> source, int from, Span<byte> into, int at, int length)
    {
        // Most are short. Sixteen bytes in one go cost less than asking how many; what is too much is overwritten later.
        if (length <= 16 && from <= source.Length - 16 && at <= into.Length - 16)
        {
            Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(source), (nuint)from)
                .StoreUnsafe(ref MemoryMarshal.GetReference(into), (nuint)at);
            return;
        }

        source.Slice(from, length).CopyTo(into.Slice(at, length));
    }

    /// <summary>Copies what stands before, which may run into itself and so repeats.</summary>
    /// <param name="into">The output.</param>
    /// <param name="at">Where the copy goes. The caller has checked that there is room from here on.</param>
    /// <param name="offset">How far back it begins: at least 1, at most <paramref name="at"/>.</param>
    /// <param name="length">How many bytes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Back(Span<byte> into, int at, int offset, int length)
    {
        if (length <= 16 && offset >= 16 && at <= into.Length - 16)
        {
            ref var output = ref MemoryMarshal.GetReference(into);
            Vector128.LoadUnsafe(ref output, (nuint)(at - offset)).StoreUnsafe(ref output, (nuint)at);
            return;
        }

        BackOfAnyKind(into, at, offset, length);
    }

    private static void BackOfAnyKind(Span<byte> into, int at, int offset, int length)
    {
        if (offset == 1)
        {
            into.Slice(at, length).Fill(into[at - 1]);
            return;
        }

        // Each round doubles what there is of the pattern, so that no copy overlaps.
        var start = at - offset;
        while (length > 0)
        {
            var count = Math.Min(length, at - start);
            into.Slice(start, count).CopyTo(into.Slice(at, count));
            at += count;
            length -= count;
        }
    }
}
