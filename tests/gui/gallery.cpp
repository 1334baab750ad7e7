// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Renders tricky answers as they are shown, to be looked at: gallery FOLDER [NAME…]
// Each text makes two sheets, NAME.png and, for a fine screen, NAME@2.png: wide and narrow, in light and dark. Fails where
// a picture is blank or not as tall as what it shows.

#include "tests/paths.h"
#include "ui/answer/blockview.h"
#include "ui/shell/theme.h"

#include <QApplication>
#include <QDir>
#include <QPainter>
#include <QStandardPaths>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace evenhand;

namespace {

constexpr int wide = 620;
constexpr int narrow = 268; // what a pane of 300 pixels has for its text
constexpr int margin = 16;
constexpr int mostHeight = 4'000; // of one picture

struct Picture
{
    QImage image;
    QString fault; // empty: none
};

bool isBlank(const QImage &image)
{
    const QRgb first = image.pixel(0, 0);
    for (int y = 0; y < image.height(); ++y) {
        const auto *line = reinterpret_cast<const QRgb *>(image.constScanLine(y));
        if (std::any_of(line, line + image.width(), [first](QRgb pixel) { return pixel != first; }))
            return false;
    }
    return true;
}

// Heights are guesses until what is on the screen was laid out, so the view grows into its own.
bool settle(BlockView &view, int width)
{
    int height = 0;
    return QTest::qWaitFor([&] {
        const int last = std::exchange(height, std::clamp(view.sizeHint().height(), 1, mostHeight));
        view.resize(width, height);
        return view.isComplete() && last == height;
    });
}

Picture paint(const QString &text, int width, int scale)
{
    BlockView view;
    view.setAutoFillBackground(true);
    view.setBackgroundRole(QPalette::Base);
    view.resize(width, 600);
    view.show();
    view.setText(text);
    view.endText();
    Picture picture;
    if (!settle(view, width))
        picture.fault = u"the height does not settle"_s;
    picture.image = QImage(view.size() * scale, QImage::Format_RGB32);
    picture.image.setDevicePixelRatio(scale);
    picture.image.fill(Theme::colors().panel);
    view.render(&picture.image);
    if (picture.image.height() != scale * view.height()
        || view.height() != std::min(view.sizeHint().height(), mostHeight))
        picture.fault = u"%1 pixels for a view of %2"_s.arg(picture.image.height()).arg(view.sizeHint().height());
    if (isBlank(picture.image))
        picture.fault = u"a blank picture"_s;
    return picture;
}

// Side by side.
QImage sheet(const QList<Picture> &pictures, int scale)
{
    QSize size(margin, 0);
    for (const Picture &picture : pictures) {
        const QSize part = picture.image.deviceIndependentSize().toSize();
        size = QSize(size.width() + part.width() + margin, std::max(size.height(), part.height() + 2 * margin));
    }
    QImage image(size * scale, QImage::Format_RGB32);
    image.setDevicePixelRatio(scale);
    image.fill(QColor(0x80, 0x80, 0x80));
    QPainter painter(&image);
    int x = margin;
    for (const Picture &picture : pictures) {
        painter.drawImage(x, margin, picture.image);
        x += int(picture.image.deviceIndependentSize().width()) + margin;
    }
    return image;
}

QStringList make(const QString &name, const QString &text, const QDir &folder)
{
    QStringList faults;
    for (const int scale : {1, 2}) {
        QList<Picture> pictures;
        for (const Theme::Scheme scheme : {Theme::Scheme::Light, Theme::Scheme::Dark}) {
            Theme::setScheme(scheme);
            for (const int width : {wide, narrow}) {
                pictures.append(paint(text, width, scale));
                if (const QString &fault = pictures.last().fault; !fault.isEmpty())
                    faults.append(u"%1, %2 pixels wide, scale %3: %4"_s.arg(name).arg(width).arg(scale).arg(fault));
            }
        }
        const QString file = folder.filePath(name + (scale == 1 ? u".png"_s : u"@2.png"_s));
        if (!sheet(pictures, scale).save(file))
            faults.append(u"cannot write %1"_s.arg(file));
    }
    return faults;
}

QFileInfoList texts()
{
    QFileInfoList files;
    for (const QString &folder : {u"answers"_s, u"gallery"_s}) {
        const QDir dir(QStringLiteral(EVENHAND_TEST_DATA "/") + folder);
        files += dir.entryInfoList({u"*.md"_s}, QDir::Files, QDir::Name);
    }
    return files;
}

} // namespace

int main(int argc, char **argv)
{
    QStandardPaths::setTestModeEnabled(true);
    QApplication app(argc, argv);
    QApplication::setOrganizationName(u"evenhand-gallery"_s);
    QApplication::setApplicationName(u"gallery"_s);
    QFont face(u"Inter"_s);
    face.setPixelSize(13);
    QApplication::setFont(face);
    Theme::install(app);
    const QStringList arguments = QApplication::arguments().sliced(1);
    if (arguments.isEmpty())
        qFatal("gallery FOLDER [NAME…]");
    const QDir folder(arguments.first());
    folder.mkpath(u"."_s);
    QStringList faults;
    for (const QFileInfo &info : texts()) {
        const QString name = info.completeBaseName();
        QFile file(info.filePath());
        if (arguments.size() > 1 && !arguments.contains(name))
            continue;
        if (!file.open(QIODevice::ReadOnly))
            faults.append(u"%1: %2"_s.arg(info.filePath(), file.errorString()));
        else
            faults += make(name, QString::fromUtf8(file.readAll()), folder);
    }
    for (const QString &fault : std::as_const(faults))
        qWarning("%s", qPrintable(fault));
    return faults.isEmpty() ? 0 : 1;
}
