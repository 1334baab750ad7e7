// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Renders tricky answers as they are shown, to be looked at: gallery FOLDER [NAME…]
// Each answer makes two sheets, NAME.png and, for a fine screen, NAME@2.png: wide and narrow, in light and dark. Fails where
// a picture is blank or does not reach to the end of its text.

#include "tests/paths.h"
#include "ui/answer/answerview.h"
#include "ui/answer/blockview.h"
#include "ui/shell/theme.h"

#include <QApplication>
#include <QBoxLayout>
#include <QDir>
#include <QPainter>
#include <QStandardPaths>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace evenhand;

namespace {

constexpr int wide = 640;
constexpr int narrow = 300; // the least that a pane has
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

struct Scene
{
    QString name;
    std::function<QWidget *()> make;
};

// Heights are guesses until what is on the screen was laid out: it grows into its own.
bool settle(QWidget &shown, int width)
{
    int last = -1;
    return QTest::qWaitFor([&] {
        const QLayout &inside = *shown.layout();
        const int height =
            inside.hasHeightForWidth() ? inside.totalHeightForWidth(width) : inside.totalSizeHint().height();
        shown.resize(width, height);
        const bool complete = std::ranges::all_of(shown.findChildren<BlockView *>(), &BlockView::isComplete);
        return std::exchange(last, height) == height && complete;
    });
}

bool showsItsEnd(BlockView &view)
{
    const qsizetype last = view.blocks().size() - 1;
    return last >= 0 && view.rectOf({last, flatLength(view.blocks().at(last))}).bottom() < view.height();
}

Picture paint(const Scene &scene, int width, int scale)
{
    QWidget page;
    page.resize(width, mostHeight);
    auto *shown = new QWidget(&page);
    shown->resize(width, mostHeight);
    shown->setAutoFillBackground(true);
    shown->setBackgroundRole(QPalette::Base);
    auto *inside = new QVBoxLayout(shown);
    inside->setContentsMargins(Theme::edge, Theme::edge, Theme::edge, Theme::edge);
    inside->addWidget(scene.make());
    page.show();
    Picture picture;
    if (!settle(*shown, width))
        picture.fault = u"the height does not settle"_s;
    for (BlockView *view : shown->findChildren<BlockView *>()) {
        if (view->isVisible() && !showsItsEnd(*view))
            picture.fault = u"the end of a text is not in the picture"_s;
    }
    picture.image = QImage(QSize(width, std::min(shown->height(), mostHeight)) * scale, QImage::Format_RGB32);
    picture.image.setDevicePixelRatio(scale);
    shown->render(&picture.image);
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

// Returns what is wrong with it.
QStringList shoot(const Scene &scene, const QDir &folder)
{
    QStringList faults;
    for (const int scale : {1, 2}) {
        QList<Picture> pictures;
        for (const Theme::Scheme scheme : {Theme::Scheme::Light, Theme::Scheme::Dark}) {
            Theme::setScheme(scheme);
            for (const int width : {wide, narrow}) {
                pictures.append(paint(scene, width, scale));
                if (const QString &fault = pictures.last().fault; !fault.isEmpty())
                    faults.append(
                        u"%1, %2 pixels wide, scale %3: %4"_s.arg(scene.name).arg(width).arg(scale).arg(fault));
            }
        }
        const QString file = folder.filePath(scene.name + (scale == 1 ? u".png"_s : u"@2.png"_s));
        if (!sheet(pictures, scale).save(file))
            faults.append(u"cannot write %1"_s.arg(file));
    }
    return faults;
}

QWidget *textView(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s: %s", qPrintable(path), qPrintable(file.errorString()));
    auto *view = new BlockView;
    view->setText(QString::fromUtf8(file.readAll()));
    view->endText();
    return view;
}

QList<Scene> textScenes()
{
    QList<Scene> scenes;
    for (const QString &folder : {u"answers"_s, u"gallery"_s}) {
        const QDir dir(QStringLiteral(EVENHAND_TEST_DATA "/") + folder);
        for (const QFileInfo &file : dir.entryInfoList({u"*.md"_s}, QDir::Files, QDir::Name))
            scenes.append({file.completeBaseName(), [path = file.filePath()] { return textView(path); }});
    }
    return scenes;
}

Scene answerScene(const QString &name, const Answer &answer, LaneState state = LaneState::Done,
                  const std::optional<Error> &error = {})
{
    static const Clock clock;
    const Attempt attempt{.id = AttemptId::create(), .state = state, .answer = answer, .error = error};
    const Cell cell{.id = CellId::create(), .state = state, .attempts = {attempt}};
    return {name, [cell] { return new AnswerView(std::make_shared<CellModel>(cell), clock); }};
}

QList<Scene> answerScenes()
{
    const QString reasoning =
        u"First **decide** what is worth trying again.\n\n1. A timeout is.\n2. A refused key is not.\n"_s;
    const QString text = u"Use *full jitter*:\n\n```py\npause = random.uniform(0, base * 2 ** attempt)\n```\n"_s;
    const ToolCall call{.id = u"call_1"_s,
                        .name = u"look_up_weather"_s,
                        .arguments =
                            uR"({"city":"Zürich","days":[1,2,3],"options":{"unit":"celsius","detailed":true}})"_s};
    const ToolCall broken{.id = u"call_2"_s, .name = u"search"_s, .arguments = uR"({"query": "cut in the mid)"_s};
    return {
        answerScene(u"answer-reasoned"_s, {.text = text, .reasoning = reasoning, .stop = StopReason::Stop}),
        answerScene(u"answer-tools"_s, {.text = text, .toolCalls = {call, broken}, .stop = StopReason::ToolCall}),
        answerScene(u"answer-refused"_s, {.refusal = u"I can't help with that. **Ask** for `something else`."_s,
                                          .stop = StopReason::Filtered}),
        answerScene(u"answer-cut"_s, {.text = text,
                                      .stop = StopReason::Length,
                                      .stopRaw = u"max_tokens"_s,
                                      .notices = {u"The seed was ignored."_s}}),
        answerScene(
            u"answer-failed"_s, {.text = text}, LaneState::Failed,
            Error{.code = ErrorCode::Network, .message = u"The connection was closed in the middle."_s, .detail = {}}),
        answerScene(u"answer-streaming"_s, {.text = text + u"And then"_s, .reasoning = reasoning},
                    LaneState::Streaming),
    };
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
    for (const Scene &scene : textScenes() + answerScenes()) {
        if (arguments.size() == 1 || arguments.contains(scene.name))
            faults += shoot(scene, folder);
    }
    for (const QString &fault : std::as_const(faults))
        qWarning("%s", qPrintable(fault));
    return faults.isEmpty() ? 0 : 1;
}
