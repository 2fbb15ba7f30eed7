using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace CryptoGrains.Columnar.Parquet.Values.Encoders;

/// <summary>The different values of a column chunk, in the order in which they come first. Their memory is of the shared pool.</summary>
internal sealed class DistinctValues<T> : IDisposable
{
    /// <summary>The most different values: a dictionary has to be in memory whole.</summary>
    private const int Most = 1 << 16;

    /// <summary>From how many values on it is asked whether they are too different.</summary>
    private const int Sample = 4096;
    private const int FirstSlots = 256;

    /// <summary>
    /// How many slots are tried for a value. Only values that were made to fall on one slot need so many, and then a dictionary is
    /// not worth its time.
    /// </summary>
    private const int MostProbes = 1024;

    private T[] _values = ArrayPool<T>.Shared.Rent(FirstSlots / 2);

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>How often a value is another than the one before it.</summary>
    public int ChangeCount { get; private set; }

    /// <summary>The values.</summary>
    public ReadOnlySpan<T> Values => _values.AsSpan(0, Count);

    /// <summary>Collects the different values; null where there are so many that a dictionary would hardly pay.</summary>
    /// <param name="values">The values.</param>
    /// <param name="places">For each value its place among the different ones.</param>
    public static DistinctValues<T>? Find<TKey>(ReadOnlySpan<T> values, Span<int> places)
        where TKey : struct, IValueKey<T>
    {
        var distinct = new DistinctValues<T>();
        if (distinct.TryAddAll<TKey>(values, places))
            return distinct;

        distinct.Dispose();
        return null;
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        ArrayPool<T>.Shared.Return(_values, RuntimeHelpers.IsReferenceOrContainsReferences<T>());
        _values = [];
        Count = 0;
    }

    private static int[] RentSlots(int count)
    {
        var slots = ArrayPool<int>.Shared.Rent(count);
        slots.AsSpan(0, count).Clear();
        return slots;
    }

    /// <summary>Open addressing: a slot has a place plus one, or 0 where it is free.</summary>
    private bool TryAddAll<TKey>(ReadOnlySpan<T> values, Span<int> places)
        where TKey : struct, IValueKey<T>
    {
        var slotCount = FirstSlots;
        var slots = RentSlots(slotCount);
        try
        {
            var place = -1;
            for (var i = 0; i < values.Length; i++)
            {
                var value = values[i];
                if (place >= 0 && TKey.AreSame(value, _values[place]))
                {
                    places[i] = place;
                    continue;
                }

                ChangeCount++;
                var slot = FindSlot<TKey>(value, slots, slotCount);
                if (slot < 0)
                    return false;

                place = slots[slot] - 1;
                if (place < 0)
                {
                    if (Count == Most || (i >= Sample && Count > i / 4 * 3))
                        return false;

                    place = Count;
                    slots[slot] = place + 1;
                    Add(value);
                    if (2 * Count > slotCount)
                    {
                        ArrayPool<int>.Shared.Return(slots);
                        slotCount *= 4;
                        slots = RentSlots(slotCount);
                        if (!TryRefill<TKey>(slots, slotCount))
                            return false;
                    }
                }

                places[i] = place;
            }

            return true;
        }
        finally
        {
            ArrayPool<int>.Shared.Return(slots);
        }
    }

    /// <summary>The slot that has a value, or the free one that it belongs in; -1 where too many were tried.</summary>
    private int FindSlot<TKey>(T value, int[] slots, int slotCount)
        where TKey : struct, IValueKey<T>
    {
        // The upper bits of a hash are those that depend on all of the value.
        var slot = (int)(TKey.Hash(value) >> (32 - BitOperations.Log2((uint)slotCount)));
        for (var probe = 0; probe < MostProbes; probe++)
        {
            if (slots[slot] == 0 || TKey.AreSame(value, _values[slots[slot] - 1]))
                return slot;
            slot = (slot + 1) & (slotCount - 1);
        }

        return -1;
    }

    private bool TryRefill<TKey>(int[] slots, int slotCount)
        where TKey : struct, IValueKey<T>
    {
        for (var place = 0; place < Count; place++)
        {
            var slot = FindSlot<TKey>(_values[place], slots, slotCount);
            if (slot < 0)
                return false;
            slots[slot] = place + 1;
        }

        return true;
    }

    private void Add(T value)
    {
        if (Count == _values.Length)
        {
            var larger = ArrayPool<T>.Shared.Rent(2 * Count);
            Values.CopyTo(larger);
            ArrayPool<T>.Shared.Return(_values, RuntimeHelpers.IsReferenceOrContainsReferences<T>());
            _values = larger;
        }

        _values[Count++] = value;
    }
}
