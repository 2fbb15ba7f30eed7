namespace Orleans;

/// <summary>The base of the interfaces of grains that are known by a text.</summary>
public interface IGrainWithStringKey : IGrain;
