using System.Security.Cryptography;
using System.Text;
using Nonolive.Hive.Native;

namespace Nonolive.Hive.Semantics.Library;

internal static class BytesLibrary
{
    private static readonly uint[] CrcTable = [.. Enumerable.Range(0, 256).Select(CrcEntry)];

    internal static readonly ScalarFunction[] All =
    [
        Define.Rows("hv_crc32", ["BLOB"], "BIGINT", (arguments, row, result) => result.Set(row, (long)Crc32(arguments[0].Utf8(row)))),
        Define.Rows("hv_sha1", ["BLOB"], "VARCHAR", (arguments, row, result) => result.SetText(row, Sha1(arguments[0].Utf8(row)))),
        Define.Rows("hv_sha2", ["BLOB", "INTEGER"], "VARCHAR", (arguments, row, result) =>
            result.SetText(row, Sha2(arguments[0].Utf8(row), arguments[1].Value<int>(row)))),
        Define.Rows("hv_aes_encrypt", ["BLOB", "BLOB"], "BLOB", (arguments, row, result) =>
            SetBytes(result, row, AesOf(arguments[1].Utf8(row))?.EncryptEcb(arguments[0].Utf8(row), PaddingMode.PKCS7))),
        Define.Rows("hv_aes_decrypt", ["BLOB", "BLOB"], "BLOB", (arguments, row, result) =>
            SetBytes(result, row, Decrypt(arguments[0].Utf8(row), arguments[1].Utf8(row)))),
        Define.Rows("hv_substr_binary", ["BLOB", "INTEGER", "INTEGER"], "BLOB", (arguments, row, result) =>
            result.SetUtf8(row, Slice(arguments[0].Utf8(row), arguments[1].Value<int>(row), arguments[2].Value<int>(row)))),
        Define.Rows("hv_encode", ["VARCHAR", "VARCHAR"], "BLOB", (arguments, row, result) =>
            result.SetUtf8(row, Charset(arguments[1].Text(row)).GetBytes(arguments[0].Text(row)))),
        Define.Rows("hv_decode", ["BLOB", "VARCHAR"], "VARCHAR", (arguments, row, result) =>
            result.SetText(row, Charset(arguments[1].Text(row)).GetString(arguments[0].Utf8(row)))),
    ];

    // GenericUDFSha2: 0 is 256, and lengths that the standard does not have give NULL.
    private static string? Sha2(ReadOnlySpan<byte> data, int bits) => bits switch
    {
        224 => throw new FormatException("sha2(…, 224) is not available on this machine."),
        0 or 256 => Convert.ToHexStringLower(SHA256.HashData(data)),
        384 => Convert.ToHexStringLower(SHA384.HashData(data)),
        512 => Convert.ToHexStringLower(SHA512.HashData(data)),
        _ => null,
    };

#pragma warning disable CA5350, CA5358 // Hive's functions are defined by these algorithms; nothing is protected by them here.
    private static string Sha1(ReadOnlySpan<byte> data) => Convert.ToHexStringLower(SHA1.HashData(data));

    private static Aes? AesOf(ReadOnlySpan<byte> key)
    {
        if (key.Length is not (16 or 24 or 32))
            return null;
        var aes = Aes.Create();
        aes.Key = key.ToArray();
        aes.Mode = CipherMode.ECB;
        return aes;
    }
#pragma warning restore CA5350, CA5358

    private static byte[]? Decrypt(ReadOnlySpan<byte> data, ReadOnlySpan<byte> key)
    {
        try
        {
            return AesOf(key)?.DecryptEcb(data, PaddingMode.PKCS7);
        }
        catch (CryptographicException)
        {
            // GenericUDFAesBase gives NULL for what is not encrypted with this key.
            return null;
        }
    }

    private static void SetBytes(OutputVector result, int row, byte[]? value)
    {
        if (value is null)
            result.SetNull(row);
        else
            result.SetUtf8(row, value);
    }

    // UDFSubstr over bytes: positions from 1, from the end where negative, 0 as 1.
    private static ReadOnlySpan<byte> Slice(ReadOnlySpan<byte> data, int position, int length)
    {
        if (length <= 0 || Math.Abs((long)position) > data.Length)
            return default;
        var start = position > 0 ? position - 1 : position < 0 ? data.Length + position : 0;
        return data.Slice(start, (int)Math.Min(length, (long)data.Length - start));
    }

    private static Encoding Charset(string name) => name.ToUpperInvariant() switch
    {
        "UTF-8" or "UTF8" => new UTF8Encoding(false),
        "US-ASCII" or "ASCII" => Encoding.ASCII,
        "ISO-8859-1" or "LATIN1" => Encoding.Latin1,
        "UTF-16BE" => new UnicodeEncoding(bigEndian: true, byteOrderMark: false),
        "UTF-16LE" => new UnicodeEncoding(bigEndian: false, byteOrderMark: false),
        _ => throw new FormatException($"UnsupportedCharsetException: {name}"),
    };

    private static uint Crc32(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        foreach (var b in data)
            crc = CrcTable[(crc ^ b) & 0xFF] ^ (crc >> 8);
        return ~crc;
    }

    private static uint CrcEntry(int index)
    {
        var value = (uint)index;
        for (var bit = 0; bit < 8; bit++)
            value = (value & 1) != 0 ? 0xEDB88320 ^ (value >> 1) : value >> 1;
        return value;
    }
}
