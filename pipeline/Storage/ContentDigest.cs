using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Nonolive.Pipeline.Storage;

/// <summary>One number for a set of files: the same names and contents in the same order give the same.</summary>
public static class ContentDigest
{
    /// <summary>SHA-256 over names and contents.</summary>
    /// <param name="files">Name and content of each, in an order that does not depend on the machine.</param>
    public static byte[] Of(IEnumerable<(string Name, ReadOnlyMemory<byte> Content)> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[sizeof(long)];
        foreach (var (name, content) in files)
        {
            foreach (var part in (ReadOnlyMemory<byte>[])[Encoding.UTF8.GetBytes(name), content])
            {
                // Lengths are hashed too, so that moving bytes from one file to the next changes the digest.
                BinaryPrimitives.WriteInt64BigEndian(length, part.Length);
                hash.AppendData(length);
                hash.AppendData(part.Span);
            }
        }
        return hash.GetHashAndReset();
    }
}
