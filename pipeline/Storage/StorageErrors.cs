using Nonolive.Pipeline.Errors;

namespace Nonolive.Pipeline.Storage;

internal static class StorageErrors
{
    public static UserErrorException NotAnObjectUri(string text) =>
        new(ErrorCode.NotAnObjectUri, $"'{text}' is not the address of an S3 object.", "Write it as s3://bucket/key.");

    public static UserErrorException NoSuchObject(ObjectUri uri) =>
        new(ErrorCode.NoSuchObject, $"There is no object {uri}.", $"List what is there: aws s3 ls s3://{uri.Bucket}/");
}
