using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Orleans.Storage;

namespace CryptoGrains.Grains.Tests.Hosting;

/// <summary>States of grains in a folder, a file each: what they are of, their version, their content. One that can't be read is as none.</summary>
internal sealed class FolderStates(string folder) : IGrainStorage
{
    private readonly Lock _gate = new();

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        lock (_gate)
        {
            var stored = Read<T>(Name(stateName, grainId));
            Put(grainState, stored is null ? Activator.CreateInstance<T>() : stored.State, stored?.Etag);
        }

        return Task.CompletedTask;
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        lock (_gate)
        {
            var name = Name(stateName, grainId);
            Check<T>(name, grainState.ETag);
            var stored = new Stored<T>(name, Guid.NewGuid().ToString("N"), grainState.State);
            Directory.CreateDirectory(folder);
            File.WriteAllBytes(FileOf(name) + ".new", JsonSerializer.SerializeToUtf8Bytes(stored));
            File.Move(FileOf(name) + ".new", FileOf(name), overwrite: true);
            Put(grainState, grainState.State, stored.Etag);
        }

        return Task.CompletedTask;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        lock (_gate)
        {
            var name = Name(stateName, grainId);
            Check<T>(name, grainState.ETag);
            File.Delete(FileOf(name));
            Put(grainState, Activator.CreateInstance<T>(), etag: null);
        }

        return Task.CompletedTask;
    }

    private static string Name(string stateName, GrainId grainId) => $"{stateName} of {grainId}";

    private static void Put<T>(IGrainState<T> grainState, T state, string? etag) =>
        (grainState.State, grainState.ETag, grainState.RecordExists) = (state, etag, etag is not null);

    private void Check<T>(string name, string? etag)
    {
        var stored = Read<T>(name)?.Etag;
        if (stored != etag)
            throw new InconsistentStateException($"The {name} was written by another activation.", stored, etag);
    }

    private Stored<T>? Read<T>(string name)
    {
        try
        {
            return File.Exists(FileOf(name)) ? JsonSerializer.Deserialize<Stored<T>>(File.ReadAllBytes(FileOf(name))) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private string FileOf(string name) =>
        Path.Combine(folder, Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..16] + ".state");

    private sealed record Stored<T>(string Name, string Etag, T State);
}
