namespace CryptoGrains.Market;

/// <summary>Which side took liquidity: the side of the order that arrived last and set the trade off.</summary>
public enum TakerSide : byte
{
    /// <summary>The buyer took: Binance's <c>m: false</c> ("the buyer is the maker" is false).</summary>
    Buy,

    /// <summary>The seller took: Binance's <c>m: true</c>.</summary>
    Sell,
}
