using CryptoGrains.History.Tables;
using CryptoGrains.Market;

namespace CryptoGrains.History.Rebuild;

/// <summary>What a rebuild keeps of an instrument whose files are written.</summary>
/// <param name="Instrument">The instrument.</param>
/// <param name="Gaps">What is missing of it.</param>
/// <param name="Symbol">Its line of <c>symbols</c>; null where it has no days.</param>
internal sealed record InstrumentSummary(Instrument Instrument, IReadOnlyList<GapRow> Gaps, SymbolRow? Symbol);
